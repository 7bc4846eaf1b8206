/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-assembly.h"

OutlayPackAssembly *
outlay_pack_assembly_new (void)
{
  OutlayPackAssembly *self = g_new0 (OutlayPackAssembly, 1);

  self->texts = g_string_chunk_new (1024);
  self->lists = g_ptr_array_new_with_free_func (g_free);
  self->events = g_array_new (FALSE, FALSE, sizeof (OutlayPackEvent));
  self->facts = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
outlay_pack_assembly_free (OutlayPackAssembly *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->lists);
  g_array_unref (self->events);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

const char *
outlay_pack_assembly_keep (OutlayPackAssembly *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

const char *const *
outlay_pack_assembly_keep_list (OutlayPackAssembly *self, const char *const *list)
{
  guint n = list != NULL ? g_strv_length ((char **) list) : 0;
  const char **kept = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    kept[i] = outlay_pack_assembly_keep (self, list[i]);
  g_ptr_array_add (self->lists, kept);

  return kept;
}

const char *const *
outlay_pack_assembly_keep_lines (OutlayPackAssembly *self, const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  guint n = g_strv_length (parts);

  /* A newline at the end begins no line. */
  if (n > 0 && *parts[n - 1] == '\0')
    g_clear_pointer (&parts[n - 1], g_free);

  return outlay_pack_assembly_keep_list (self, (const char *const *) parts);
}

void
outlay_pack_assembly_add_event (OutlayPackAssembly *self, const OutlayPackEvent *event)
{
  g_array_append_val (self->events, *event);
}

OutlayPackFacts *
outlay_pack_assembly_add_facts (OutlayPackAssembly *self)
{
  OutlayPackFacts *facts = g_new0 (OutlayPackFacts, 1);

  g_ptr_array_add (self->facts, facts);
  return facts;
}

void
outlay_pack_assembly_drop_events (OutlayPackAssembly *self)
{
  g_array_set_size (self->events, 0);
}

const OutlayPackExpense *
outlay_pack_assembly_end (OutlayPackAssembly *self)
{
  self->expense.events = (const OutlayPackEvent *) self->events->data;
  self->expense.n_events = self->events->len;

  return &self->expense;
}
