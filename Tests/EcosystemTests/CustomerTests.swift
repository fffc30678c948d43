import Ecosystem
import Supervision
import Testing

/// The file of the people wamon is made for, as JSON.
@Suite struct CustomerTests {
    static let file = """
        {
          "apps": [
            {
              "name": "api-server",
              "script": "./server/index.js",
              "cwd": "./",
              "instances": 1,
              "exec_mode": "fork",
              "autorestart": true,
              "watch": false,
              "max_memory_restart": "400M",
              "env": { "NODE_ENV": "development", "API_PORT": 5001 },
              "env_production": { "NODE_ENV": "production" },
              "min_uptime": "10s",
              "max_restarts": 10,
              "restart_delay": 4000,
              "exp_backoff_restart_delay": 100,
              "kill_timeout": 10000,
              "wait_ready": true,
              "listen_timeout": 10000,
              "log_date_format": "YYYY-MM-DD HH:mm:ss Z",
              "error_file": "./logs/api-error.log",
              "out_file": "./logs/api-out.log",
              "merge_logs": true
            },
            {
              "name": "nextjs-server",
              "script": "npx",
              "args": "next start",
              "instances": 1,
              "exec_mode": "fork",
              "max_memory_restart": "300M",
              "env": { "PORT": 3000 },
              "min_uptime": "10s",
              "max_restarts": 10,
              "restart_delay": 4000,
              "exp_backoff_restart_delay": 100,
              "kill_timeout": 10000,
              "log_date_format": "YYYY-MM-DD HH:mm:ss Z",
              "error_file": "./logs/next-error.log",
              "out_file": "./logs/next-out.log",
              "merge_logs": true
            }
          ]
        }
        """

    /// What both apps of the file have.
    private func common(_ spec: inout ProcessSpec, logs: String) {
        spec.policy.minUptime = .seconds(10)
        spec.policy.maxRestarts = 10
        spec.policy.restartDelay = .seconds(4)
        spec.policy.backoffFirst = .milliseconds(100)
        spec.stop.timeout = .seconds(10)
        spec.readiness.channel = true
        spec.logs.outFile = "/app/logs/\(logs)-out.log"
        spec.logs.errorFile = "/app/logs/\(logs)-error.log"
        spec.logs.combined = true
        spec.logs.dateFormat = "YYYY-MM-DD HH:mm:ss Z"
    }

    private var expected: [ProcessSpec] {
        var api = ProcessSpec(
            name: "api-server", script: "./server/index.js", executable: "/usr/bin/node", cwd: "/app")
        common(&api, logs: "api")
        api.arguments = ["/app/server/index.js"]
        api.environment = ["NODE_ENV": "development", "API_PORT": "5001"]
        api.memoryLimit = 400 << 20
        api.readiness.waitReady = true
        api.readiness.timeout = .seconds(10)

        var next = ProcessSpec(name: "nextjs-server", script: "npx", executable: "/usr/bin/npx", cwd: "/app")
        common(&next, logs: "next")
        next.arguments = ["next", "start"]
        next.environment = ["PORT": "3000"]
        next.memoryLimit = 300 << 20
        return [api, next]
    }

    @Test func `the customer's file is read whole and without a remark`() throws {
        #expect(
            try Bench.load(Self.file)
                == Loaded(path: "/app/ecosystem.json", specs: expected, warnings: [], theme: nil))
    }

    @Test func `a chosen environment is laid over env`() throws {
        var specs = expected
        specs[0].environment["NODE_ENV"] = "production"
        #expect(try Bench.load(Self.file, env: "production").specs == specs)
    }

    @Test func `the later version of the file is read as well`() throws {
        let spec = try Bench.spec(
            #""max_memory_restart": "5200M", "shutdown_with_message": true, "kill_timeout": "10s""#)
        var expected = ProcessSpec(name: "app", script: "app.js", executable: "/usr/bin/node", cwd: "/app")
        expected.arguments = ["/app/app.js"]
        expected.memoryLimit = 5200 << 20
        expected.stop.withMessage = true
        expected.stop.timeout = .seconds(10)
        expected.readiness.channel = true
        #expect(spec == expected)
    }
}
