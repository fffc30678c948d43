#include "CYaml.h"
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct yaml_reader { yaml_parser_t parser; yaml_event_t event; };

yaml_reader *yaml_reader_begin(const uint8_t *bytes, size_t count) {
  yaml_reader *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  if (!yaml_parser_initialize(&r->parser)) {
    free(r);
    return NULL;
  }
  yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r->parser, bytes, count);
  return r;
}

void yaml_reader_end(yaml_reader *r) {
  yaml_event_delete(&r->event);
  yaml_parser_delete(&r->parser);
  free(r);
}

static void broken(const yaml_parser_t *p, yaml_step *s) {
  s->kind = YAML_BROKEN;
  s->text = p->error == YAML_MEMORY_ERROR ? "there is no memory for it" : p->problem ? p->problem : "it cannot be read";
  s->length = strlen(s->text);
  s->tag = p->context;
  s->in_bytes = p->error == YAML_READER_ERROR;
  s->index = s->in_bytes ? p->problem_offset : p->problem_mark.index;
}

void yaml_reader_next(yaml_reader *r, yaml_step *s) {
  do {
    yaml_event_delete(&r->event);
    memset(s, 0, sizeof *s);
    if (!yaml_parser_parse(&r->parser, &r->event)) {
      broken(&r->parser, s);
      return;
    }
  } while (r->event.type == YAML_STREAM_START_EVENT);
  const yaml_event_t *e = &r->event;
  s->index = e->start_mark.index;
  switch (e->type) {
    case YAML_DOCUMENT_START_EVENT: s->kind = YAML_DOCUMENT_BEGINS; break;
    case YAML_DOCUMENT_END_EVENT: s->kind = YAML_DOCUMENT_ENDS; break;
    case YAML_ALIAS_EVENT:
      s->kind = YAML_ALIAS;
      s->anchor = (const char *)e->data.alias.anchor;
      break;
    case YAML_SCALAR_EVENT:
      s->kind = YAML_SCALAR;
      s->is_plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
      s->text = (const char *)e->data.scalar.value;
      s->length = e->data.scalar.length;
      s->anchor = (const char *)e->data.scalar.anchor;
      s->tag = (const char *)e->data.scalar.tag;
      break;
    case YAML_SEQUENCE_START_EVENT:
      s->kind = YAML_LIST_BEGINS;
      s->anchor = (const char *)e->data.sequence_start.anchor;
      s->tag = (const char *)e->data.sequence_start.tag;
      break;
    case YAML_SEQUENCE_END_EVENT: s->kind = YAML_LIST_ENDS; break;
    case YAML_MAPPING_START_EVENT:
      s->kind = YAML_MAP_BEGINS;
      s->anchor = (const char *)e->data.mapping_start.anchor;
      s->tag = (const char *)e->data.mapping_start.tag;
      break;
    case YAML_MAPPING_END_EVENT: s->kind = YAML_MAP_ENDS; break;
    default: s->kind = YAML_STREAM_IS_OVER;
  }
}
