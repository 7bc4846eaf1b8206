/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-json-writer.h"

G_BEGIN_DECLS

/**
 * OutlayStoredCategory:
 *
 * One category as its row has it; texts are owned.
 */
typedef struct
{
  char    *id;
  char    *name;
  char    *icon;
  char    *color;
  gboolean archived;
  gint64   revision;
  gboolean is_used; /* some expense has named it at some time */
} OutlayStoredCategory;

void outlay_stored_category_free       (OutlayStoredCategory       *self);
/* The category as the contract has it, an object. */
void outlay_stored_category_write_json (const OutlayStoredCategory *self,
                                        OutlayJsonWriter           *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayStoredCategory, outlay_stored_category_free)

G_END_DECLS
