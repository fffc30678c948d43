// The usual terminal types, for a system that describes none (a slim image): compiled entries, as Debian's
// ncurses-base has them. `infocmp -x -A FOLDER NAME` reads one from a terminfo folder.
#define NCURSES_INTERNALS 1
#include <curses.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char ansi_bytes[] = {
#embed "terminfo/ansi"
};
static const char dumb_bytes[] = {
#embed "terminfo/dumb"
};
static const char linux_bytes[] = {
#embed "terminfo/linux"
};
static const char screen_bytes[] = {
#embed "terminfo/screen"
};
static const char screen_256color_bytes[] = {
#embed "terminfo/screen-256color"
};
static const char tmux_bytes[] = {
#embed "terminfo/tmux"
};
static const char tmux_256color_bytes[] = {
#embed "terminfo/tmux-256color"
};
static const char vt100_bytes[] = {
#embed "terminfo/vt100"
};
static const char xterm_bytes[] = {
#embed "terminfo/xterm"
};
static const char xterm_256color_bytes[] = {
#embed "terminfo/xterm-256color"
};

#define ENTRY(name, bytes) {name, bytes, sizeof bytes}
static const struct {
  const char *name, *bytes;
  size_t size;
} entries[] = {
    ENTRY("ansi", ansi_bytes),
    ENTRY("dumb", dumb_bytes),
    ENTRY("linux", linux_bytes),
    ENTRY("screen", screen_bytes),
    ENTRY("screen-256color", screen_256color_bytes),
    ENTRY("tmux", tmux_bytes),
    ENTRY("tmux-256color", tmux_256color_bytes),
    ENTRY("vt100", vt100_bytes),
    ENTRY("xterm", xterm_bytes),
    ENTRY("xterm-256color", xterm_256color_bytes),
};

// ncurses asks these two for what no folder of terminfo entries has. Its library's own, which know no type, are not
// linked where these are.

const TERMTYPE2 *_nc_fallback2(const char *name) {
  static TERMTYPE2 type;
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
    if (strcmp(entries[i].name, name) != 0) continue;
    char bytes[8192];
    if (entries[i].size > sizeof bytes) return NULL;
    memcpy(bytes, entries[i].bytes, entries[i].size);
    // What an earlier one took stays taken: a terminal is opened once or twice in a process's life.
    memset(&type, 0, sizeof type);
    return _nc_read_termtype(&type, bytes, (int)entries[i].size) == 1 ? &type : NULL;
  }
  return NULL;
}

const TERMTYPE *_nc_fallback(const char *name) {
  (void)name;
  return NULL;
}
