/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-chain-anchors.h"

#include <string.h>
#include <yyjson.h>

#include "server/outlay-json-writer.h"

struct _OutlayChainAnchors
{
  GHashTable *table; /* company → OutlayChainAnchor */
};

static void
free_anchor (gpointer data)
{
  OutlayChainAnchor *anchor = data;

  g_free (anchor->hash);
  g_free (anchor);
}

OutlayChainAnchors *
outlay_chain_anchors_new (void)
{
  OutlayChainAnchors *self = g_new (OutlayChainAnchors, 1);

  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_anchor);
  return self;
}

void
outlay_chain_anchors_free (OutlayChainAnchors *self)
{
  g_hash_table_unref (self->table);
  g_free (self);
}

void
outlay_chain_anchors_set (OutlayChainAnchors *self,
                          const char *company,
                          gint64 seq,
                          const char *hash)
{
  OutlayChainAnchor *anchor = g_new (OutlayChainAnchor, 1);

  *anchor = (OutlayChainAnchor) { seq, g_strdup (hash) };
  g_hash_table_replace (self->table, g_strdup (company), anchor);
}

const OutlayChainAnchor *
outlay_chain_anchors_find (OutlayChainAnchors *self, const char *company)
{
  return g_hash_table_lookup (self->table, company);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
outlay_chain_anchors_dup_companies (OutlayChainAnchors *self)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (self->table);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_ptr_array_sort (names, compare_cb);
  for (guint i = 0; i < names->len; i++)
    g_strv_builder_add (builder, names->pdata[i]);

  return g_strv_builder_end (builder);
}

static gboolean
read_line (OutlayChainAnchors *self, const char *line)
{
  yyjson_doc *doc = yyjson_read (line, strlen (line), 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *company = yyjson_get_str (yyjson_obj_get (root, "company"));
  const char *hash = yyjson_get_str (yyjson_obj_get (root, "hash"));
  yyjson_val *seq = yyjson_obj_get (root, "seq");
  gboolean is_good = company != NULL && hash != NULL && yyjson_is_uint (seq);

  if (is_good)
    outlay_chain_anchors_set (self, company, (gint64) yyjson_get_uint (seq), hash);
  yyjson_doc_free (doc);

  return is_good;
}

OutlayChainAnchors *
outlay_chain_anchors_load (const char *path, GError **error)
{
  g_autoptr (OutlayChainAnchors) self = outlay_chain_anchors_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !read_line (self, lines[i]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s, line %u: is no anchor", path,
                     i + 1);
        return NULL;
      }

  return g_steal_pointer (&self);
}

gboolean
outlay_chain_anchors_save (OutlayChainAnchors *self, const char *path, GError **error)
{
  g_auto (GStrv) companies = outlay_chain_anchors_dup_companies (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; companies[i] != NULL; i++)
    {
      const OutlayChainAnchor *anchor = outlay_chain_anchors_find (self, companies[i]);
      g_auto (OutlayJsonWriter) json = { .size = 0 };

      outlay_json_writer_init (&json, 256);
      outlay_json_writer_begin_object (&json);
      outlay_json_writer_name (&json, "company");
      outlay_json_writer_text (&json, companies[i]);
      outlay_json_writer_name (&json, "seq");
      outlay_json_writer_int (&json, anchor->seq);
      outlay_json_writer_name (&json, "hash");
      outlay_json_writer_text (&json, anchor->hash);
      outlay_json_writer_end_object (&json);
      g_string_append_len (text, json.text, (gssize) json.length);
      g_string_append_c (text, '\n');
    }

  return g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
