// zlib's streams, for rotated logs. Declared here rather than by <zlib.h>, whose system headers would
// make this module the owner of types like sigset_t in the eyes of Swift's importer.
#pragma once
typedef struct gzFile_s *gzFile;
gzFile gzdopen(int fd, const char *mode);
gzFile gzopen(const char *path, const char *mode);
int gzwrite(gzFile file, const void *bytes, unsigned count);
// Also of what was never compressed.
int gzread(gzFile file, void *bytes, unsigned count);
// 0 (Z_OK) when everything is written.
int gzclose(gzFile file);
