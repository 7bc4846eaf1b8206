/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/expenses/outlay-cursor.h"

#define ID "0190b0a0-0000-7000-8000-000000000001"

static void
test_round_trip (void)
{
  static const OutlayCursor cases[] = {
    { 'a', "2026-11-20", ID },
    { 'b', "", ID },
    { 'c', "-9223372036854775808", ID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_cursor_to_text (&cases[i]);
      OutlayCursor back = { 0 };

      g_assert_null (strpbrk (text, "+/= &?#%"));
      g_assert_true (outlay_cursor_from_text (&back, text));
      g_assert_cmpint (back.sort, ==, cases[i].sort);
      g_assert_cmpstr (back.key, ==, cases[i].key);
      g_assert_cmpstr (back.id, ==, cases[i].id);
    }
}

static void
test_refuse (void)
{
  static const char *const cases[] = {
    "", "x", "null", "AAAA", "MWEyMDI2LTExLTIwLg", "!!!!", "MWE=", "1a2026-11-20." ID, "ä",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayCursor cursor = { .sort = 'z' };

      g_assert_false (outlay_cursor_from_text (&cursor, cases[i]));
      g_assert_cmpint (cursor.sort, ==, 'z');
    }
}

/* Every change of one character is refused or is a cursor that is written in just that way. */
static void
test_tamper (void)
{
  static const char letters[] = "ABCXYZabcxyz0189-_=+/ \n";
  g_autofree char *text = outlay_cursor_to_text (&(OutlayCursor) { 'a', "2026-11-20", ID });
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    for (const char *letter = letters; *letter != '\0'; letter++)
      {
        g_autofree char *changed = g_strdup (text);
        OutlayCursor cursor;

        changed[i] = *letter;
        if (outlay_cursor_from_text (&cursor, changed))
          {
            g_autofree char *again = outlay_cursor_to_text (&cursor);

            g_assert_cmpstr (again, ==, changed);
            g_assert_cmpuint (strlen (cursor.key), <, sizeof cursor.key);
            g_assert_cmpuint (strlen (cursor.id), ==, strlen (ID));
          }
      }

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (text, i);
      OutlayCursor cursor;

      g_assert_false (outlay_cursor_from_text (&cursor, cut));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/cursor/round-trip", test_round_trip);
  g_test_add_func ("/server/cursor/refuse", test_refuse);
  g_test_add_func ("/server/cursor/tamper", test_tamper);

  return g_test_run ();
}
