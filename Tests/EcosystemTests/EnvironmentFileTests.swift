import Ecosystem
import Supervision
import Testing

@Suite struct EnvironmentFileTests {
    func variables(_ text: String) throws -> [String: String] {
        try Bench.spec("\"env_file\": \".env\"", with: ["/app/.env": .file(text, executable: false)])
            .environment
    }

    @Test func `lines, quotes and comments are read as dotenv reads them`() throws {
        let text = """
            # a comment
            PLAIN=value
              SPACED = some words   # and a comment
            HASH=a#b
            export SHELL_STYLE=yes
            EMPTY=
            SINGLE='raw \\n $X' # said
            DOUBLE="two\\nlines \\"quoted\\""
            BACK=`it's "so"`
            MULTI="first
            second"
            AFTER=1\r
            OPEN="no end
            LAST=é
            """
        #expect(
            try variables(text) == [
                "PLAIN": "value", "SPACED": "some words", "HASH": "a#b", "SHELL_STYLE": "yes", "EMPTY": "",
                "SINGLE": "raw \\n $X", "DOUBLE": "two\nlines \"quoted\"", "BACK": "it's \"so\"",
                "MULTI": "first\nsecond", "AFTER": "1", "OPEN": "\"no end", "LAST": "é",
            ])
    }

    @Test func `env lies over the files, the chosen environment over env`() throws {
        let files: [String: FakeFiles.Entry] = [
            "/app/a.env": .file("A=a\nB=a\nC=a\nD=a", executable: false),
            "/app/b.env": .file("B=b\nC=b\nD=b", executable: false),
        ]
        let fields =
            #""env_file": ["a.env", "b.env"], "env": {"C": "c", "D": "c"}, "env_x": {"D": "d"}, "env_y": {"A": "no"}"#
        #expect(
            try Bench.spec(fields, env: "x", with: files).environment == [
                "A": "a", "B": "b", "C": "c", "D": "d",
            ])
    }

    @Test func `a line that says nothing is a warning with its place`() {
        let files: [String: FakeFiles.Entry] = [
            "/app/.env": .file("A=1\n\nnonsense\nM=\"x\ny\"\nB C=2\n=3", executable: false)
        ]
        #expect(
            Bench.remarks("[{\"script\": \"app.js\", \"env_file\": \".env\"}]", with: files) == [
                ".env:3: warning: found \"nonsense\", expected KEY=value",
                ".env:6: warning: \"B C\" is not the name of a variable",
                ".env:7: warning: \"\" is not the name of a variable",
            ])
    }

    @Test(arguments: [[0xFF], [0x41, 0x3D, 0x00]] as [[UInt8]])
    func `a file that is no text is refused`(bytes: [UInt8]) {
        #expect(
            Bench.remarks(on: "\"env_file\": \".env\"", with: ["/app/.env": .bytes(bytes)]) == [
                "2:13: error: env_file: \"/app/.env\" is not a text file in UTF-8"
            ])
    }
}
