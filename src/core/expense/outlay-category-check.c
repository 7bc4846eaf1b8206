/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category-check.h"

#include <string.h>

#include "core/outlay-text.h"

static const char *const colors[] = { "blue",  "green", "yellow", "orange", "red", "purple",
                                      "brown", "slate", "teal",   "pink",   NULL };

static gboolean
is_icon_name (const char *icon)
{
  gsize length = strlen (icon);

  return length > 0 && length <= OUTLAY_CATEGORY_ICON_MAX &&
         strspn (icon, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == length;
}

void
outlay_category_check (const OutlayCategoryFields *fields, OutlayComplaints *complaints)
{
  g_return_if_fail (fields != NULL && complaints != NULL);

  if (outlay_text_check (fields->name, "name", OUTLAY_CATEGORY_NAME_MAX, OUTLAY_TEXT_LINE,
                         complaints) &&
      outlay_text_is_blank (fields->name))
    outlay_complaints_add (complaints, "name", OUTLAY_COMPLAINT_MISSING);
  if (fields->icon == NULL || !is_icon_name (fields->icon))
    outlay_complaints_add (complaints, "icon", OUTLAY_COMPLAINT_BAD_TEXT);
  if (fields->color == NULL || !g_strv_contains (colors, fields->color))
    outlay_complaints_add (complaints, "color", OUTLAY_COMPLAINT_UNKNOWN);
}

const char *const *
outlay_category_colors (void)
{
  return colors;
}

char *
outlay_category_dup_name_key (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = g_utf8_casefold (name, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
}
