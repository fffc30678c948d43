import Health

extension LinuxProber: Prober {}
