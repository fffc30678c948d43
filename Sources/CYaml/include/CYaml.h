// CYaml: libyaml's events, one flat struct each, so that Swift needs neither its unions nor its macros.
#pragma once
#include <stddef.h>
#include <stdint.h>
#pragma clang assume_nonnull begin

typedef enum {
  YAML_STREAM_IS_OVER, YAML_DOCUMENT_BEGINS, YAML_DOCUMENT_ENDS, YAML_SCALAR, YAML_ALIAS,
  YAML_LIST_BEGINS, YAML_LIST_ENDS, YAML_MAP_BEGINS, YAML_MAP_ENDS, YAML_BROKEN
} yaml_step_kind;

// Texts belong to the reader, until the next step.
typedef struct {
  yaml_step_kind kind;
  int is_plain;                      // a scalar without quotes
  size_t index;                      // where it begins, in code points; with `in_bytes` in bytes
  int in_bytes;
  const char *_Nullable text;        // a scalar's; what is wrong
  size_t length;
  const char *_Nullable anchor;      // its own, or an alias's
  const char *_Nullable tag;         // resolved; of what is broken: in the middle of what
} yaml_step;

typedef struct yaml_reader yaml_reader;

/// Of UTF-8 that outlives it; NULL without memory.
yaml_reader *_Nullable yaml_reader_begin(const uint8_t *bytes, size_t count);
/// The next event. After YAML_STREAM_IS_OVER and YAML_BROKEN there is none.
void yaml_reader_next(yaml_reader *reader, yaml_step *step);
void yaml_reader_end(yaml_reader *reader);
#pragma clang assume_nonnull end
