// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Glibc

// What glibc has for everybody but shows only to those who define _GNU_SOURCE.

@_silgen_name("posix_openpt") func posix_openpt(_ flags: Int32) -> Int32
@_silgen_name("grantpt") func grantpt(_ master: Int32) -> Int32
@_silgen_name("unlockpt") func unlockpt(_ master: Int32) -> Int32
@_silgen_name("ptsname") func ptsname(_ master: Int32) -> UnsafeMutablePointer<CChar>?

@_silgen_name("posix_spawn_file_actions_addchdir_np")
@discardableResult
func posix_spawn_file_actions_addchdir_np(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ folder: UnsafePointer<CChar>
) -> Int32

@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
@discardableResult
func posix_spawn_file_actions_addclosefrom_np(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ lowest: Int32
) -> Int32
