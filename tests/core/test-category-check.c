/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category-check.h"

#define SIXTY "123456789012345678901234567890123456789012345678901234567890"

static const struct
{
  const char *name, *icon, *color;
  const char *field; /* NULL where all is well */
  OutlayComplaintCode code;
} rows[] = {
  { "Travel", "outlay-travel-symbolic", "blue", NULL, 0 },
  { "Réception & Café", "a.b_c-1", "pink", NULL, 0 },
  { SIXTY, "a", "teal", NULL, 0 },
  { SIXTY "1", "a", "teal", "name", OUTLAY_COMPLAINT_TOO_LONG },
  { "", "a", "teal", "name", OUTLAY_COMPLAINT_MISSING },
  { " \t ", "a", "teal", "name", OUTLAY_COMPLAINT_BAD_TEXT },
  { "\xc2\xa0 ", "a", "teal", "name", OUTLAY_COMPLAINT_MISSING },
  { "a\nb", "a", "teal", "name", OUTLAY_COMPLAINT_BAD_TEXT },
  { "\xff", "a", "teal", "name", OUTLAY_COMPLAINT_BAD_TEXT },
  { NULL, "a", "teal", "name", OUTLAY_COMPLAINT_MISSING },
  { "Travel", "", "blue", "icon", OUTLAY_COMPLAINT_BAD_TEXT },
  { "Travel", "../etc", "blue", "icon", OUTLAY_COMPLAINT_BAD_TEXT },
  { "Travel", NULL, "blue", "icon", OUTLAY_COMPLAINT_BAD_TEXT },
  { "Travel", "a", "mauve", "color", OUTLAY_COMPLAINT_UNKNOWN },
  { "Travel", "a", NULL, "color", OUTLAY_COMPLAINT_UNKNOWN },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      OutlayCategoryFields fields = { rows[i].name, rows[i].icon, rows[i].color, FALSE };

      outlay_category_check (&fields, complaints);
      g_assert_cmpuint (complaints->len, ==, rows[i].field != NULL ? 1 : 0);
      if (rows[i].field != NULL)
        {
          g_assert_nonnull (outlay_complaints_find (complaints, rows[i].field));
          g_assert_cmpint (outlay_complaints_find (complaints, rows[i].field)->code, ==,
                           rows[i].code);
        }
    }
}

static void
test_colors (void)
{
  for (gsize i = 0; outlay_category_colors ()[i] != NULL; i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      OutlayCategoryFields fields = { "a", "a", outlay_category_colors ()[i], FALSE };

      outlay_category_check (&fields, complaints);
      g_assert_true (outlay_complaints_is_empty (complaints));
    }
}

static void
test_names (void)
{
  g_autofree char *upper = outlay_category_dup_name_key ("CAF\xc3\x89");
  g_autofree char *marked = outlay_category_dup_name_key ("cafe\xcc\x81");
  g_autofree char *plain = outlay_category_dup_name_key ("cafe");

  g_assert_cmpstr (upper, ==, marked);
  g_assert_cmpstr (upper, !=, plain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/category-check/fields", test_fields);
  g_test_add_func ("/core/category-check/colors", test_colors);
  g_test_add_func ("/core/category-check/names", test_names);

  return g_test_run ();
}
