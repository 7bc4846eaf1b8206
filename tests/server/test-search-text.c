/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/expenses/outlay-search-text.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *first, *second, *expected;
  } cases[] = {
    { "", "", "" },
    { NULL, NULL, "" },
    { "Café Nero", "LUNCH, with Zoë", " cafe nero lunch with zoe" },
    { "  two   spaces ", "", " two spaces" },
    { "Straße", "STRASSE", " strasse strasse" },
    { "Ångström", "x-ray", " angstrom x ray" },
    { "日本料理", "№5", " 日本料理 no5" },
    { "!!!", "?", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_search_text_new (cases[i].first, cases[i].second);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_match (void)
{
  static const struct
  {
    const char *wanted;
    gboolean matches;
  } cases[] = {
    { "nero", TRUE },    { "NER", TRUE },        { "ero", FALSE },   { "lunch café", TRUE },
    { "cafe x", FALSE }, { "with a lun", TRUE }, { "neroo", FALSE }, { "", TRUE },
  };
  g_autofree char *text = outlay_search_text_new ("Café Nero", "Lunch with Ada");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wanted = outlay_search_text_new (cases[i].wanted, NULL);

      g_test_message ("%s", cases[i].wanted);
      g_assert_cmpint (outlay_search_text_matches (text, wanted), ==, cases[i].matches);
    }
}

static void
test_bounded (void)
{
  g_autofree char *note = g_strnfill (100000, 'e');
  g_autoptr (GString) accents = g_string_new (NULL);
  g_autofree char *plain = NULL;
  g_autofree char *folded = NULL;

  for (guint i = 0; i < 4000; i++)
    g_string_append (accents, "é日");
  plain = outlay_search_text_new ("x", note);
  folded = outlay_search_text_new ("x", accents->str);

  g_assert_cmpuint (strlen (plain), <=, OUTLAY_SEARCH_TEXT_MAX);
  g_assert_cmpuint (strlen (folded), <=, OUTLAY_SEARCH_TEXT_MAX);
  g_assert_true (g_utf8_validate (folded, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/search-text/fold", test_fold);
  g_test_add_func ("/server/search-text/match", test_match);
  g_test_add_func ("/server/search-text/bounded", test_bounded);

  return g_test_run ();
}
