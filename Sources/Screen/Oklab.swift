/// A colour where equal distances look equal (B. Ottosson, 2020): for the nearest colour a terminal has, and for
/// blends without mud in the middle.
package struct Oklab: Hashable, Sendable {
    package var lightness: Double
    package var a: Double
    package var b: Double

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.init(light: Self.light(of: red), Self.light(of: green), Self.light(of: blue))
    }

    /// From amounts of light, 0…1.
    package init(light r: Double, _ g: Double, _ b: Double) {
        let l = root(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 3)
        let m = root(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 3)
        let s = root(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b, 3)
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        self.b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    }

    /// The square of the distance.
    package func distance(_ other: Oklab) -> Double {
        let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return dl * dl + da * da + db * db
    }

    /// How alike two hues are: the cosine of the angle between them, 1 for the same; 0 where one is grey.
    package func alignment(_ other: Oklab) -> Double {
        let lengths = ((a * a + b * b) * (other.a * other.a + other.b * other.b)).squareRoot()
        return lengths > 0 ? (a * other.a + b * other.b) / lengths : 0
    }

    package func blended(with other: Oklab, _ fraction: Double) -> Oklab {
        var mixed = self
        mixed.lightness += (other.lightness - lightness) * fraction
        mixed.a += (other.a - a) * fraction
        mixed.b += (other.b - b) * fraction
        return mixed
    }

    /// Back to 24 bits, clipped to what a screen can show.
    package var rgb: (UInt8, UInt8, UInt8) {
        func cube(_ x: Double) -> Double { x * x * x }
        let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return (
            Self.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Self.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Self.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
        )
    }

    /// The light of one of a colour's three values, 0…1.
    package static func light(of value: UInt8) -> Double { linear[Int(value)] }

    /// sRGB's transfer function, a step per value: 0…1.
    static let linear: [Double] = (0..<256).map { value in
        let part = Double(value) / 255
        if part <= 0.04045 { return part / 12.92 }
        // x^2.4 = x² · (x²)^(1/5); the standard library has no power.
        let base = (part + 0.055) / 1.055
        return base * base * root(base * base, 5)
    }

    /// The value whose light is nearest.
    private static func encoded(_ light: Double) -> UInt8 {
        var (low, high) = (0, 255)
        while low < high {
            let middle = (low + high) / 2
            if (linear[middle] + linear[middle + 1]) / 2 < light { low = middle + 1 } else { high = middle }
        }
        return UInt8(low)
    }
}

/// The n-th root of a number from 0 to about 1, by Newton's method.
private func root(_ value: Double, _ n: Int) -> Double {
    guard value > 0 else { return 0 }
    var guess = 1.0
    for _ in 0..<64 {
        var power = 1.0
        for _ in 1..<n { power *= guess }
        let next = guess - (power * guess - value) / (Double(n) * power)
        if (next - guess).magnitude < 1e-12 { return next }
        guess = next
    }
    return guess
}
