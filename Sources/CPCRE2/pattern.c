#include "CPCRE2.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// How much a match may try, and in how much memory: tens of milliseconds at the worst.
#define MATCH_LIMIT 1000000
#define HEAP_LIMIT_KIB 4096
#define JIT_STACK (512 << 10)

struct pcre2_pattern { pcre2_code *code; pcre2_match_context *limits; };

// What a match works in: each thread its own, given back when it ends.
typedef struct { pcre2_match_data *data; pcre2_jit_stack *stack; } bench;
static pthread_key_t bench_key;
static pthread_once_t bench_once = PTHREAD_ONCE_INIT;
static _Thread_local bench *own;

static void bench_free(void *at) {
  bench *b = at;
  pcre2_match_data_free(b->data);
  pcre2_jit_stack_free(b->stack);
  free(b);
}

static void bench_begin(void) { pthread_key_create(&bench_key, bench_free); }

static bench *bench_of_thread(void) {
  if (own) return own;
  pthread_once(&bench_once, bench_begin);
  bench *b = calloc(1, sizeof *b);
  if (!b) return NULL;
  b->data = pcre2_match_data_create(1, NULL);
  b->stack = pcre2_jit_stack_create(32 << 10, JIT_STACK, NULL);
  if (!b->data || !b->stack || pthread_setspecific(bench_key, b)) {
    bench_free(b);
    return NULL;
  }
  return own = b;
}

static pcre2_jit_stack *stack_of_thread(void *unused) {
  (void)unused;
  return own ? own->stack : NULL;
}

pcre2_pattern *pcre2_pattern_make(
    const uint8_t *text, size_t count, int ignores_case, int in_bytes, pcre2_complaint *complaint) {
  memset(complaint, 0, sizeof *complaint);
  strcpy(complaint->text, "there is no memory for it");
  pcre2_pattern *p = calloc(1, sizeof *p);
  pcre2_compile_context *words = pcre2_compile_context_create(NULL);
  if (p && words) {
    // What stands before CR LF is the end of a line, too.
    pcre2_set_newline(words, PCRE2_NEWLINE_ANYCRLF);
    uint32_t options = PCRE2_NEVER_BACKSLASH_C | (ignores_case ? PCRE2_CASELESS : 0)
        | (in_bytes ? 0 : PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF);
    int error = 0;
    p->code = pcre2_compile(text, count, options, &error, &complaint->offset, words);
    if (!p->code) {
      complaint->number = error;
      pcre2_get_error_message(error, (PCRE2_UCHAR *)complaint->text, sizeof complaint->text);
    } else {
      pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
      p->limits = pcre2_match_context_create(NULL);
    }
  }
  pcre2_compile_context_free(words);
  if (p && p->limits) {
    pcre2_set_match_limit(p->limits, MATCH_LIMIT);
    pcre2_set_heap_limit(p->limits, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(p->limits, stack_of_thread, NULL);
    return p;
  }
  if (p) pcre2_pattern_free(p);
  return NULL;
}

void pcre2_pattern_free(pcre2_pattern *p) {
  pcre2_code_free(p->code);
  pcre2_match_context_free(p->limits);
  free(p);
}

ptrdiff_t pcre2_pattern_find(
    const pcre2_pattern *p, const uint8_t *bytes, size_t count, size_t from, size_t *end) {
  bench *b = bench_of_thread();
  if (!b) return -2;
  int found = pcre2_match(p->code, bytes, count, from, 0, b->data, p->limits);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT)
    found = pcre2_match(p->code, bytes, count, from, PCRE2_NO_JIT, b->data, p->limits);
  if (found < 0) return found == PCRE2_ERROR_NOMATCH ? -1 : -2;
  PCRE2_SIZE *places = pcre2_get_ovector_pointer(b->data);
  // \K can put the beginning behind the end.
  if (places[0] > places[1]) return -1;
  *end = places[1];
  return (ptrdiff_t)places[0];
}
