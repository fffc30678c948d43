// CPCRE2: regular expressions by PCRE2, as the few calls that are wanted of it; its header is macros.
#pragma once
#include <stddef.h>
#include <stdint.h>
#pragma clang assume_nonnull begin

typedef struct pcre2_pattern pcre2_pattern;

typedef struct {
  size_t offset;         // in bytes, where reading it ended
  int number;            // PCRE2's for what is wrong; 0 where there was no memory
  char text[160];        // what PCRE2 says of it, NUL at its end
} pcre2_complaint;

/// Compiled to machine code where that can be done. Of UTF-8, in which what is invalid matches nothing; with
/// `in_bytes` each byte by itself. NULL with a complaint.
pcre2_pattern *_Nullable pcre2_pattern_make(
    const uint8_t *text, size_t count, int ignores_case, int in_bytes, pcre2_complaint *complaint);
/// The first match at or behind `from`: where it begins, its end in `end`; -1 without one, -2 when it was given up
/// on, as it would have taken too long or too much memory. On any number of threads at once.
ptrdiff_t pcre2_pattern_find(
    const pcre2_pattern *pattern, const uint8_t *bytes, size_t count, size_t from, size_t *end);
void pcre2_pattern_free(pcre2_pattern *pattern);
#pragma clang assume_nonnull end
