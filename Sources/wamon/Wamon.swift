@main
struct Wamon {
    static func main() {}
}
