// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// Of what runs once and holds mostly words, the small form is the better one.
let small = strict + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], _ settings: [SwiftSetting] = strict)
    -> Target
{
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "wamon",
    products: [
        .executable(name: "wamon", targets: ["wamon"]),
        .executable(name: "demo-services", targets: ["DemoServices"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .target(name: "CLinux"),
        .target(
            name: "CNcurses",
            exclude: ["terminfo"],
            linkerSettings: [.linkedLibrary(":libncursesw.a"), .linkedLibrary(":libtinfo.a")]),
        .systemLibrary(name: "CZlib"),
        .target(name: "CYaml", linkerSettings: [.linkedLibrary(":libyaml.a")]),
        .target(name: "CPCRE2", linkerSettings: [.linkedLibrary(":libpcre2-8.a")]),
        room("Supervision"),
        room("Ecosystem", ["CYaml", "Supervision", "Wording"], small),
        room(
            "Kernel",
            ["CLinux", "Supervision", .product(name: "HeapModule", package: "swift-collections")]),
        .target(
            name: "Journal",
            dependencies: [
                "CLinux", "CZlib", "Kernel", "Supervision",
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict,
            linkerSettings: [.linkedLibrary(":libz.a")]),
        room("Vitals", ["Supervision", "Kernel"]),
        room("HTTP", ["Supervision", "Kernel"]),
        room("Health", ["Supervision", "Kernel", "HTTP"]),
        room("Control", ["Supervision", "Kernel"]),
        room("Exporter", ["Supervision", "Kernel", "HTTP", "Wording"]),
        room("Hooks", ["Supervision", "Kernel", "HTTP"]),
        room("Runtime", ["Supervision", "Kernel", "Journal", "Vitals", "Health", "Hooks"]),
        room("Scrollback", ["CLinux", "Supervision", "Kernel", "Journal", "Matching"]),
        room("Wording", ["Supervision"], small),
        room("Matching", ["CPCRE2"]),
        room("Screen"),
        room("Monitor", ["Matching", "Supervision", "Screen", "Wording"]),
        room("Verbs", ["Supervision", "Screen", "Monitor", "Journal", "Wording"], small),
        room("Curses", ["Screen", "CNcurses"]),
        .executableTarget(
            name: "wamon",
            dependencies: [
                "Supervision", "Ecosystem", "Kernel", "Journal", "Vitals", "Runtime", "Control", "Exporter",
                "Screen",
                "Monitor", "Verbs", "Curses", "Wording", "Scrollback",
                "CLinux", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: small),
        .executableTarget(
            name: "DemoServices",
            dependencies: [
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: strict),
        room("WamonTesting", ["Supervision", "Kernel", "Screen"]),
        .executableTarget(name: "Fixture", path: "Tests/Fixture", swiftSettings: strict),
        .executableTarget(
            name: "LogBench", dependencies: ["Journal", "Kernel", "CLinux", "Supervision"],
            path: "Benchmarks/LogBench", swiftSettings: strict),
        .executableTarget(
            name: "CoreBench", dependencies: ["Runtime", "Kernel", "Supervision"],
            path: "Benchmarks/CoreBench", swiftSettings: strict),
        .executableTarget(
            name: "ControlBench", dependencies: ["Control", "Kernel", "Supervision"],
            path: "Benchmarks/ControlBench", swiftSettings: strict),
        .executableTarget(
            name: "FrameBench", dependencies: ["Monitor", "Screen", "Supervision"],
            path: "Benchmarks/FrameBench", swiftSettings: strict),
        .executableTarget(
            name: "PastBench", dependencies: ["Scrollback", "Kernel", "Supervision"],
            path: "Benchmarks/PastBench", swiftSettings: strict),
        tests("ArchitectureTests", ["Wording"]),
        tests("SupervisionTests", ["Supervision", "WamonTesting"]),
        tests("EcosystemTests", ["Ecosystem", "Supervision", "Wording"]),
        .executableTarget(
            name: "KernelDriver", dependencies: ["Kernel", "CLinux", "Supervision", "CoreScenarios"],
            path: "Tests/KernelDriver", swiftSettings: strict),
        tests(
            "KernelTests",
            ["Kernel", "CLinux", "Supervision", "WamonTesting", "Fixture", "KernelDriver"]),
        tests("JournalTests", ["Journal", "Kernel", "Supervision", "WamonTesting"]),
        tests("VitalsTests", ["Vitals", "Kernel", "Supervision"]),
        tests("HTTPTests", ["HTTP", "Kernel", "Supervision", "WamonTesting"]),
        tests("HealthTests", ["Health", "HTTP", "Kernel", "Supervision", "WamonTesting"]),
        .target(
            name: "CoreScenarios", dependencies: ["Runtime", "Supervision", "Kernel"],
            path: "Tests/CoreScenarios", swiftSettings: strict),
        tests("HooksTests", ["Hooks", "Kernel", "Supervision"]),
        tests("ControlTests", ["Control", "Supervision", "Kernel", "WamonTesting", "Fixture"]),
        tests("RuntimeTests", ["Runtime", "Supervision", "Kernel", "WamonTesting", "CoreScenarios"]),
        tests("WordingTests", ["Wording", "Supervision"]),
        tests("MatchingTests", ["Matching"]),
        tests("ScrollbackTests", ["Scrollback", "Journal", "Kernel", "Matching", "Supervision"]),
        tests("ScreenTests", ["Screen", "WamonTesting"]),
        tests("MonitorTests", ["Monitor", "Screen", "Supervision", "Wording", "WamonTesting"]),
        tests("VerbsTests", ["Verbs", "Screen", "Supervision", "Wording", "WamonTesting"]),
        tests("EndToEndTests", ["wamon", "DemoServices", "Fixture"]),
    ],
    swiftLanguageModes: [.v6]
)

// Tests/soak/fuzz builds these; libFuzzer brings their main.
if Context.environment["WAMON_FUZZ"] != nil {
    package.targets += [
        .executableTarget(
            name: "FuzzFrames", dependencies: ["Control"], path: "Tests/Fuzz/Frames",
            exclude: ["corpus", "words.dict"], swiftSettings: strict),
        .executableTarget(
            name: "FuzzFiles", dependencies: ["Ecosystem", "Supervision", "Wording"],
            path: "Tests/Fuzz/Files",
            exclude: ["corpus", "words.dict"], swiftSettings: strict),
        .executableTarget(
            name: "FuzzMessages", dependencies: ["HTTP", "Health"], path: "Tests/Fuzz/Messages",
            exclude: ["corpus", "words.dict"], swiftSettings: strict),
    ]
}
