/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-verdict.h"

#include <unistd.h>
#include <yyjson.h>

static void
print_as_json (const OutlayPackFinding *finding)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *text;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "kind", outlay_pack_finding_kind_to_string (finding->kind));
  yyjson_mut_obj_add_str (doc, root, "place", finding->place);
  yyjson_mut_obj_add_str (doc, root, "sentence", finding->sentence);
  text = yyjson_mut_write (doc, 0, NULL);
  g_print ("%s\n", text);
  free (text);
  yyjson_mut_doc_free (doc);
}

/* Whether there was nothing to find; prints what was. */
static gboolean
print_findings (OutlayPackReader *reader, gboolean is_json)
{
  const OutlayPackFindings *findings = outlay_pack_reader_get_findings (reader);

  for (guint i = 0; i < findings->kept->len; i++)
    {
      const OutlayPackFinding *finding = findings->kept->pdata[i];

      if (is_json)
        print_as_json (finding);
      else
        g_printerr ("outlayd: %s: %s\n", outlay_pack_finding_kind_to_string (finding->kind),
                    finding->sentence);
    }
  if (findings->n_all > findings->kept->len)
    g_printerr ("outlayd: and %" G_GUINT64_FORMAT " more\n", findings->n_all - findings->kept->len);

  return findings->n_all == 0;
}

/* @data: the last percentage that was shown */
static void
show_verified (gint64 done, gint64 total, gpointer data)
{
  int percent = total > 0 ? (int) ((double) done * 100 / (double) total) : 100;

  if (percent != *(int *) data)
    g_printerr ("\r%d %% verified", percent);
  *(int *) data = percent;
}

static gboolean
verify (OutlayPackReader *reader, GError **error)
{
  int percent = -1;
  gboolean is_done;

  if (isatty (STDERR_FILENO))
    outlay_pack_reader_set_progress (reader, show_verified, &percent);
  is_done = outlay_pack_reader_verify (reader, error);
  outlay_pack_reader_set_progress (reader, NULL, NULL);
  if (percent >= 0)
    g_printerr ("\n");

  return is_done;
}

gboolean
outlay_pack_verdict_tell (OutlayPackReader *reader,
                          gboolean is_json,
                          gboolean *is_sound,
                          GError **error)
{
  if (!verify (reader, error))
    return FALSE;

  *is_sound = print_findings (reader, is_json);
  return TRUE;
}
