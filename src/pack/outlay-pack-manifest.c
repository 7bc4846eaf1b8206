/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-manifest.h"

#include <string.h>

#include "core/outlay-time.h"
#include "core/proof/outlay-digest.h"
#include "pack/outlay-pack-text.h"

#define TEXT_MAX 4000
#define PROOFS "proofs/"
#define UNDATED "undated/"

/* --- the struct --- */

static void
free_file (OutlayPackFile *file)
{
  g_free (file->name);
  g_free (file);
}

static void
free_unread (OutlayPackUnread *unread)
{
  g_free (unread->sha256);
  g_free (unread->expense);
  g_free (unread->reason);
  g_free (unread);
}

static const char *
keep (OutlayPackManifest *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

OutlayPackManifest *
outlay_pack_manifest_new (const OutlayPackTitle *title)
{
  OutlayPackManifest *self = g_new0 (OutlayPackManifest, 1);

  self->texts = g_string_chunk_new (1024);
  self->totals = outlay_pack_totals_new ();
  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) free_unread);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) free_file);
  if (title != NULL)
    self->title = (OutlayPackTitle) {
      .program = keep (self, title->program),
      .company_id = keep (self, title->company_id),
      .company_name = keep (self, title->company_name),
      .person_id = keep (self, title->person_id),
      .person_name = keep (self, title->person_name),
      .from = keep (self, title->from),
      .to = keep (self, title->to),
      .filter = keep (self, title->filter),
      .made_at = title->made_at,
    };

  return self;
}

void
outlay_pack_manifest_free (OutlayPackManifest *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->totals);
  g_ptr_array_unref (self->unread);
  g_ptr_array_unref (self->files);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
outlay_pack_manifest_add_file (OutlayPackManifest *self,
                               const char *name,
                               gint64 size,
                               const char *sha256)
{
  OutlayPackFile *file = g_new0 (OutlayPackFile, 1);

  file->name = g_strdup (name);
  file->size = size;
  g_strlcpy (file->sha256, sha256, sizeof file->sha256);
  g_ptr_array_add (self->files, file);
}

void
outlay_pack_manifest_add_unread (OutlayPackManifest *self,
                                 const char *sha256,
                                 const char *expense,
                                 const char *reason)
{
  OutlayPackUnread *unread = g_new0 (OutlayPackUnread, 1);

  unread->sha256 = g_strdup (sha256);
  unread->expense = g_strdup (expense);
  unread->reason = g_strdup (reason);
  g_ptr_array_add (self->unread, unread);
}

/* --- writing --- */

static void
add_named (yyjson_mut_doc *doc,
           yyjson_mut_val *root,
           const char *member,
           const char *id,
           const char *name)
{
  yyjson_mut_val *object;

  if (id == NULL)
    {
      yyjson_mut_obj_add_null (doc, root, member);
      return;
    }

  object = yyjson_mut_obj_add_obj (doc, root, member);
  outlay_pack_text_add (doc, object, "id", id);
  outlay_pack_text_add (doc, object, "name", name != NULL ? name : "");
}

static void
add_title (yyjson_mut_doc *doc, yyjson_mut_val *root, const OutlayPackTitle *title)
{
  outlay_pack_text_add (doc, root, "format", OUTLAY_PACK_FORMAT);
  yyjson_mut_obj_add_uint (doc, root, "version", OUTLAY_PACK_VERSION);
  outlay_pack_text_add (doc, root, "program", title->program);
  add_named (doc, root, "company", title->company_id, title->company_name);
  add_named (doc, root, "person", title->person_id, title->person_name);
  outlay_pack_text_add (doc, root, "from", title->from);
  outlay_pack_text_add (doc, root, "to", title->to);
  outlay_pack_text_add (doc, root, "filter", title->filter);
  outlay_pack_text_add_time (doc, root, "made_at", title->made_at);
}

static void
add_sums (yyjson_mut_doc *doc, yyjson_mut_val *root, OutlayPackManifest *self)
{
  yyjson_mut_val *counts = yyjson_mut_obj_add_obj (doc, root, "counts");
  yyjson_mut_val *totals = yyjson_mut_obj_add_arr (doc, root, "totals");

  yyjson_mut_obj_add_sint (doc, counts, "expenses", self->n_expenses);
  yyjson_mut_obj_add_sint (doc, counts, "events", self->n_events);
  yyjson_mut_obj_add_sint (doc, counts, "people", self->n_people);
  yyjson_mut_obj_add_sint (doc, counts, "categories", self->n_categories);
  yyjson_mut_obj_add_sint (doc, counts, "proofs", self->n_proofs);
  for (guint i = 0; i < self->totals->len; i++)
    {
      const OutlayPackTotal *total = &g_array_index (self->totals, OutlayPackTotal, i);
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, totals);

      outlay_pack_text_add (doc, object, "currency", total->currency);
      outlay_pack_text_add (doc, object, "state", outlay_state_to_string (total->state));
      yyjson_mut_obj_add_sint (doc, object, "count", total->count);
      yyjson_mut_obj_add_sint (doc, object, "minor", total->minor);
    }
}

GString *
outlay_pack_manifest_write (OutlayPackManifest *self)
{
  GString *json = g_string_new (NULL);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_val *list;

  yyjson_mut_doc_set_root (doc, root);
  add_title (doc, root, &self->title);
  add_sums (doc, root, self);

  list = yyjson_mut_obj_add_arr (doc, root, "unreadable");
  for (guint i = 0; i < self->unread->len; i++)
    {
      const OutlayPackUnread *unread = self->unread->pdata[i];
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);

      outlay_pack_text_add (doc, object, "sha256", unread->sha256);
      outlay_pack_text_add (doc, object, "expense", unread->expense);
      outlay_pack_text_add (doc, object, "reason", unread->reason);
    }

  list = yyjson_mut_obj_add_arr (doc, root, "files");
  for (guint i = 0; i < self->files->len; i++)
    {
      const OutlayPackFile *file = self->files->pdata[i];
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);

      yyjson_mut_obj_add_str (doc, object, "name", file->name);
      yyjson_mut_obj_add_sint (doc, object, "size", file->size);
      yyjson_mut_obj_add_str (doc, object, "sha256", file->sha256);
    }

  outlay_pack_text_append (json, doc, TRUE);
  g_string_append_c (json, '\n');
  yyjson_mut_doc_free (doc);
  return json;
}

GString *
outlay_pack_manifest_write_sums (OutlayPackManifest *self, const char *manifest_sha256)
{
  GString *sums = g_string_new (NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const OutlayPackFile *file = self->files->pdata[i];

      g_string_append_printf (sums, "%s  %s\n", file->sha256, file->name);
    }
  g_string_append_printf (sums, "%s  %s\n", manifest_sha256, OUTLAY_PACK_FILE_MANIFEST);

  return sums;
}

/* --- reading --- */

static gboolean
read_named (OutlayPackManifest *self,
            yyjson_val *root,
            const char *member,
            const char **id,
            const char **name,
            GError **error)
{
  yyjson_val *object = yyjson_obj_get (root, member);

  if (yyjson_is_null (object))
    return TRUE;
  if (!outlay_pack_text_check (object, 2, member, error) ||
      !outlay_pack_text_get (object, "id", TEXT_MAX, FALSE, id, error) ||
      !outlay_pack_text_get (object, "name", TEXT_MAX, FALSE, name, error))
    return FALSE;

  *id = keep (self, *id);
  *name = keep (self, *name);
  return TRUE;
}

static gboolean
read_title (OutlayPackManifest *self, yyjson_val *root, GError **error)
{
  OutlayPackTitle *title = &self->title;

  if (!outlay_pack_text_get (root, "program", TEXT_MAX, FALSE, &title->program, error) ||
      !read_named (self, root, "company", &title->company_id, &title->company_name, error) ||
      !read_named (self, root, "person", &title->person_id, &title->person_name, error) ||
      !outlay_pack_text_get_nullable (root, "from", TEXT_MAX, &title->from, error) ||
      !outlay_pack_text_get_nullable (root, "to", TEXT_MAX, &title->to, error) ||
      !outlay_pack_text_get_nullable (root, "filter", TEXT_MAX, &title->filter, error) ||
      !outlay_pack_text_get_time (root, "made_at", FALSE, &title->made_at, error))
    return FALSE;

  if ((title->from != NULL && !outlay_day_is_valid (title->from)) ||
      (title->to != NULL && !outlay_day_is_valid (title->to)))
    return outlay_pack_text_fail (error, "from", "or \"to\" is no day");

  title->program = keep (self, title->program);
  title->from = keep (self, title->from);
  title->to = keep (self, title->to);
  title->filter = keep (self, title->filter);
  return TRUE;
}

static gboolean
read_counts (OutlayPackManifest *self, yyjson_val *root, GError **error)
{
  yyjson_val *counts = yyjson_obj_get (root, "counts");

  return outlay_pack_text_check (counts, 5, "counts", error) &&
         outlay_pack_text_get_int (counts, "expenses", 0, &self->n_expenses, error) &&
         outlay_pack_text_get_int (counts, "events", 0, &self->n_events, error) &&
         outlay_pack_text_get_int (counts, "people", 0, &self->n_people, error) &&
         outlay_pack_text_get_int (counts, "categories", 0, &self->n_categories, error) &&
         outlay_pack_text_get_int (counts, "proofs", 0, &self->n_proofs, error);
}

static gboolean
read_total (OutlayPackManifest *self, yyjson_val *object, GError **error)
{
  OutlayMoney amount = { .minor = 0 };
  const char *currency, *state_name;
  OutlayState state;
  gint64 count;

  if (!outlay_pack_text_check (object, 4, "totals", error) ||
      !outlay_pack_text_get (object, "currency", 3, FALSE, &currency, error) ||
      !outlay_pack_text_get (object, "state", TEXT_MAX, FALSE, &state_name, error) ||
      !outlay_pack_text_get_int (object, "count", 0, &count, error) ||
      !outlay_pack_text_get_int (object, "minor", G_MININT64, &amount.minor, error))
    return FALSE;
  if (!outlay_state_from_string (state_name, &state))
    return outlay_pack_text_fail (error, "state", "is no state");

  g_strlcpy (amount.currency, currency, sizeof amount.currency);
  return outlay_pack_totals_add (self->totals, &amount, state, count, error);
}

static gboolean
read_unread (OutlayPackManifest *self, yyjson_val *object, GError **error)
{
  const char *sha256, *expense, *reason;

  if (!outlay_pack_text_check (object, 3, "unreadable", error) ||
      !outlay_pack_text_get_digest (object, "sha256", &sha256, error) ||
      !outlay_pack_text_get (object, "expense", TEXT_MAX, FALSE, &expense, error) ||
      !outlay_pack_text_get (object, "reason", TEXT_MAX, FALSE, &reason, error))
    return FALSE;

  outlay_pack_manifest_add_unread (self, sha256, expense, reason);
  return TRUE;
}

static gboolean
read_file (OutlayPackManifest *self, yyjson_val *object, GError **error)
{
  const char *name, *sha256;
  gint64 size;

  if (!outlay_pack_text_check (object, 3, "files", error) ||
      !outlay_pack_text_get (object, "name", TEXT_MAX, FALSE, &name, error) ||
      !outlay_pack_text_get_int (object, "size", 0, &size, error) ||
      !outlay_pack_text_get_digest (object, "sha256", &sha256, error))
    return FALSE;
  if (!outlay_pack_name_is_valid (name))
    return outlay_pack_text_fail (error, "name", "is none that a pack has");

  outlay_pack_manifest_add_file (self, name, size, sha256);
  return TRUE;
}

static gboolean
read_list (OutlayPackManifest *self,
           yyjson_val *root,
           const char *member,
           gboolean (*read) (OutlayPackManifest *, yyjson_val *, GError **),
           GError **error)
{
  yyjson_val *list = yyjson_obj_get (root, member);
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (list))
    return outlay_pack_text_fail (error, member, "is no list");

  yyjson_arr_foreach (list, i, n, item)
  {
    if (!read (self, item, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_manifest (OutlayPackManifest *self, yyjson_val *root, gboolean *is_newer, GError **error)
{
  const char *format;
  gint64 version;

  if (!yyjson_is_obj (root))
    return outlay_pack_text_fail (error, "manifest", "is no object");
  if (!outlay_pack_text_get (root, "format", TEXT_MAX, FALSE, &format, error) ||
      !outlay_pack_text_get_int (root, "version", 1, &version, error))
    return FALSE;
  if (!g_str_equal (format, OUTLAY_PACK_FORMAT))
    return outlay_pack_text_fail (error, "format", "is not that of a pack");

  *is_newer = version > OUTLAY_PACK_VERSION;
  if (*is_newer)
    return outlay_pack_text_fail (error, "version", "is newer than this program");

  return outlay_pack_text_check (root, 13, "manifest", error) && read_title (self, root, error) &&
         read_counts (self, root, error) && read_list (self, root, "totals", read_total, error) &&
         read_list (self, root, "unreadable", read_unread, error) &&
         read_list (self, root, "files", read_file, error);
}

OutlayPackManifest *
outlay_pack_manifest_read (const char *text, gsize length, gboolean *is_newer, GError **error)
{
  g_autoptr (OutlayPackManifest) self = outlay_pack_manifest_new (NULL);
  yyjson_read_err problem;
  yyjson_doc *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_NOFLAG, NULL, &problem);
  gboolean is_read;

  *is_newer = FALSE;
  if (doc == NULL)
    {
      g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "no JSON: %s", problem.msg);
      return NULL;
    }

  is_read = read_manifest (self, yyjson_doc_get_root (doc), is_newer, error);
  yyjson_doc_free (doc);
  return is_read ? g_steal_pointer (&self) : NULL;
}

/* --- names --- */

static const char *const extensions[] = { ".jpg", ".png", ".webp", ".pdf", ".bin", NULL };

char *
outlay_pack_name_of_proof (const char *day, const char *sha256, const char *extension)
{
  if (*day == '\0')
    return g_strconcat (PROOFS UNDATED, sha256, ".", extension, NULL);

  return g_strdup_printf (PROOFS "%.4s/%.2s/%.2s/%s.%s", day, day + 5, day + 8, sha256, extension);
}

gboolean
outlay_pack_name_read_proof (const char *name, char *sha256)
{
  if (!g_str_has_prefix (name, PROOFS))
    return FALSE;
  name += strlen (PROOFS);

  if (g_str_has_prefix (name, UNDATED))
    name += strlen (UNDATED);
  else
    {
      char day[11] = "0000-00-00";

      if (strlen (name) < 11 || name[4] != '/' || name[7] != '/' || name[10] != '/')
        return FALSE;
      memcpy (day, name, 4);
      memcpy (day + 5, name + 5, 2);
      memcpy (day + 8, name + 8, 2);
      if (!outlay_day_is_valid (day))
        return FALSE;
      name += 11;
    }

  if (strlen (name) < OUTLAY_DIGEST_LENGTH ||
      !g_strv_contains (extensions, name + OUTLAY_DIGEST_LENGTH))
    return FALSE;

  memcpy (sha256, name, OUTLAY_DIGEST_LENGTH);
  sha256[OUTLAY_DIGEST_LENGTH] = '\0';
  return outlay_digest_is_valid (sha256);
}

gboolean
outlay_pack_name_is_valid (const char *name)
{
  static const char *const fixed[] = {
    OUTLAY_PACK_FILE_MANIFEST,
    OUTLAY_PACK_FILE_SUMS,
    OUTLAY_PACK_FILE_README,
    OUTLAY_PACK_FILE_TABLE,
    OUTLAY_PACK_FILE_EXPENSES,
    OUTLAY_PACK_FILE_JOURNAL,
    NULL,
  };
  char sha256[OUTLAY_DIGEST_LENGTH + 1];

  return g_strv_contains (fixed, name) || outlay_pack_name_read_proof (name, sha256);
}
