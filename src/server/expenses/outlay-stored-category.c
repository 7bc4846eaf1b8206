/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-stored-category.h"

void
outlay_stored_category_free (OutlayStoredCategory *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->icon);
  g_free (self->color);
  g_free (self);
}

void
outlay_stored_category_write_json (const OutlayStoredCategory *self, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, self->id);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, self->name);
  outlay_json_writer_name (json, "icon");
  outlay_json_writer_text (json, self->icon);
  outlay_json_writer_name (json, "color");
  outlay_json_writer_text (json, self->color);
  outlay_json_writer_name (json, "archived");
  outlay_json_writer_bool (json, self->archived);
  outlay_json_writer_name (json, "revision");
  outlay_json_writer_int (json, self->revision);
  outlay_json_writer_end_object (json);
}
