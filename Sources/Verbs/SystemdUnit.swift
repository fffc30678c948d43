/// A unit file that starts a saved fleet with the machine (systemd.service(5)).
package struct SystemdUnit: Hashable, Sendable {
    /// Whose processes they are; nil: root's.
    package var user: String?
    /// WAMON_HOME, absolute.
    package var home: String
    /// The program, absolute.
    package var program: String
    /// PATH of the children.
    package var path: String

    package init(user: String?, home: String, program: String, path: String) {
        self.user = user
        self.home = home
        self.program = program
        self.path = path
    }

    package var name: String { "wamon-\(user ?? "root").service" }
    package var file: String { "/etc/systemd/system/" + name }

    /// The core is its own child's child: systemd follows it by the pid in its lock.
    package var text: String {
        """
        [Unit]
        Description=wamon, the processes of \(user ?? "root")
        After=network.target

        [Service]
        Type=forking
        User=\(user ?? "root")
        Environment=\(quoted("PATH=" + path))
        Environment=\(quoted("WAMON_HOME=" + home))
        PIDFile=\(specifiersEscaped(home))/lock
        ExecStart=\(quoted(program)) resurrect
        ExecReload=\(quoted(program)) reload all
        ExecStop=\(quoted(program)) kill
        Restart=on-failure
        LimitNOFILE=infinity
        LimitNPROC=infinity
        LimitCORE=infinity
        TasksMax=infinity
        TimeoutStopSec=120

        [Install]
        WantedBy=multi-user.target

        """
    }

    /// In quotes, since a blank would end it; % begins a specifier.
    private func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in specifiersEscaped(text).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return "\"\(quoted)\""
    }

    private func specifiersEscaped(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }
}
