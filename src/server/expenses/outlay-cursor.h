/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayCursor:
 * @sort: letter of the order it belongs to
 * @key: sort key of the last row that was read
 * @id: id of that row
 *
 * Where a list goes on. What a client sees of it is one opaque word; there is nothing in it that
 * the client was not shown, and whatever it is changed to is either refused or another valid place.
 */
typedef struct
{
  char sort;
  char key[24];
  char id[40];
} OutlayCursor;

/* (transfer full) */
char    *outlay_cursor_to_text   (const OutlayCursor *self);

/* %FALSE for anything that outlay_cursor_to_text() cannot have made; then @self is untouched. */
gboolean outlay_cursor_from_text (OutlayCursor *self,
                                  const char   *text);

G_END_DECLS
