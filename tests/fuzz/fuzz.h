/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every target here shares. libFuzzer calls LLVMFuzzerTestOneInput() with whatever it made up:
 * a target ends the program when the code under test breaks a promise, and returns 0 otherwise. */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size);

/* (transfer full): the input as a C string; what follows a NUL is lost, as it would be anywhere. */
static inline char *
fuzz_dup_text (const guint8 *bytes, size_t size)
{
  return g_strndup ((const char *) bytes, size);
}
