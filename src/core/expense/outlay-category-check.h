/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"

G_BEGIN_DECLS

#define OUTLAY_CATEGORY_NAME_MAX 60 /* characters */
#define OUTLAY_CATEGORY_ICON_MAX 64 /* characters */

/**
 * OutlayCategoryFields:
 * @icon: an icon's name (freedesktop.org, Icon Naming Specification)
 * @color: a word of the palette, see outlay_category_colors()
 *
 * What may be changed of a category. Nothing is owned.
 */
typedef struct
{
  const char *name;
  const char *icon;
  const char *color;
  gboolean    is_archived;
} OutlayCategoryFields;

/**
 * outlay_category_check:
 *
 * Complains of "name" (MISSING where there is nothing but space, TOO_LONG, BAD_TEXT), "icon"
 * (BAD_TEXT) and "color" (UNKNOWN). Whether another one has the name is the stores' to say, by
 * outlay_category_dup_name_key().
 */
void outlay_category_check (const OutlayCategoryFields *fields,
                            OutlayComplaints           *complaints);

/* The words of the palette, %NULL-terminated. (transfer none) */
const char *const *outlay_category_colors (void);

/**
 * outlay_category_dup_name_key:
 * @name: UTF-8
 *
 * What names are compared by: "Travel" and "TRAVEL" are the same, and two ways to write an é.
 *
 * Returns: (transfer full)
 */
char *outlay_category_dup_name_key (const char *name);

G_END_DECLS
