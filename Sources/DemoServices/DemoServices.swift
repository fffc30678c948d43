/// Two small HTTP services for a supervisor to look after, in one executable: `demo-services api` and
/// `demo-services frontend`. The first argument chooses; `demo-services leak MB` is what the api starts
/// when it is asked to leak in a child.
@main
struct DemoServices {
    static func main() {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "api": Site.api(Surroundings()).run()
        case "frontend": Site.frontend(Surroundings()).run()
        case "leak": Leak.runAsChild(megabytes: arguments.count > 2 ? arguments[2] : "")
        default: Output.fail("usage: demo-services api|frontend", code: 2)
        }
    }
}
