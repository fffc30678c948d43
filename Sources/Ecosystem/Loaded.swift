package import Supervision

/// What an ecosystem file holds.
package struct Loaded: Hashable, Sendable {
    /// Absolute path of the file; nil for an app of the command line.
    package var path: String?
    /// In the order of the file; never empty.
    package var specs: [ProcessSpec]
    /// Warnings and notes, in the order of the file.
    package var warnings: [Diagnostic]
    /// `wamon.theme`.
    package var theme: String?
    /// `wamon.exit_on`; nil when the file does not say.
    package var exitPolicy: ExitPolicy?
    /// `wamon.http`: where health and metrics are to be asked for.
    package var http: ListenAddress?
    /// `wamon.hooks`.
    package var hooks: [HookSpec] = []

    package init(path: String?, specs: [ProcessSpec], warnings: [Diagnostic], theme: String?) {
        self.path = path
        self.specs = specs
        self.warnings = warnings
        self.theme = theme
    }
}
