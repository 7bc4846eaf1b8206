/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "pack/outlay-pack-archive.h"
#include "pack/outlay-pack-verify.h"

#define BUFFER (64 * 1024)
/* Text packs to a twentieth, and the same text over and over to a thousandth. */
#define MAX_RATIO 200
#define FREE_BYTES (16 * 1024 * 1024)

struct _OutlayPackReader
{
  int fd;
  gint64 size;
  GCancellable *cancellable;
  OutlayPackProgressFunc progress;
  gpointer progress_data;
  OutlayPackFindings findings;
  OutlayPackManifest *manifest;
  char digest[65];     /* of the manifest */
  gboolean has_walked; /* what is wrong with the entries was said */
  gint64 done;
  gint64 total;
  guint8 *buffer;
};

#define complain(self, kind, place, ...)                                                           \
  outlay_pack_findings_add (&(self)->findings, OUTLAY_PACK_FINDING_##kind, place, __VA_ARGS__)

OutlayPackReader *
outlay_pack_reader_open (const char *path, GCancellable *cancellable, GError **error)
{
  OutlayPackReader *self;
  struct stat info;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0 && fstat (fd, &info) == 0 && !S_ISREG (info.st_mode))
    {
      close (fd);
      fd = -1;
      errno = EISDIR;
    }
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s cannot be read: %s",
                   path, g_strerror (code));
      return NULL;
    }

  self = g_new0 (OutlayPackReader, 1);
  self->fd = fd;
  self->size = info.st_size;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->buffer = g_malloc (BUFFER);
  outlay_pack_findings_init (&self->findings);
  return self;
}

void
outlay_pack_reader_free (OutlayPackReader *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_clear_object (&self->cancellable);
  outlay_pack_findings_clear (&self->findings);
  outlay_pack_manifest_free (self->manifest);
  g_free (self->buffer);
  g_free (self);
}

void
outlay_pack_reader_set_progress (OutlayPackReader *self,
                                 OutlayPackProgressFunc progress,
                                 gpointer data)
{
  self->progress = progress;
  self->progress_data = data;
}

const OutlayPackFindings *
outlay_pack_reader_get_findings (OutlayPackReader *self)
{
  return &self->findings;
}

const OutlayPackManifest *
outlay_pack_reader_get_manifest (OutlayPackReader *self)
{
  return self->manifest;
}

const char *
outlay_pack_reader_get_digest (OutlayPackReader *self)
{
  return self->digest;
}

/* --- what is in the archive --- */

static gboolean
is_cancelled (OutlayPackReader *self, GError **error)
{
  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* The whole entry, if it is no longer than @most. */
static GByteArray *
read_whole (OutlayPackReader *self, OutlayPackArchive *archive, gsize most, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n;

  while ((n = outlay_pack_archive_read (archive, self->buffer, BUFFER, error)) > 0)
    {
      if ((gsize) n > most - bytes->len)
        {
          g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "it is too large");
          return NULL;
        }
      g_byte_array_append (bytes, self->buffer, (guint) n);
    }

  return n == 0 ? g_steal_pointer (&bytes) : NULL;
}

static void
read_manifest (OutlayPackReader *self, OutlayPackArchive *archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = read_whole (self, archive, OUTLAY_PACK_MANIFEST_MAX, &error);
  g_autofree char *digest = NULL;
  gboolean is_newer = FALSE;

  if (bytes != NULL)
    {
      digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len);
      g_strlcpy (self->digest, digest, sizeof self->digest);
      self->manifest = outlay_pack_manifest_read ((const char *) bytes->data, bytes->len, &is_newer,
                                                  &error);
    }
  if (self->manifest != NULL)
    return;

  if (g_error_matches (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_DAMAGED))
    complain (self, ARCHIVE, OUTLAY_PACK_FILE_MANIFEST, "the manifest: %s", error->message);
  else if (is_newer)
    complain (self, VERSION, OUTLAY_PACK_FILE_MANIFEST,
              "the pack was made by a program that is newer than this one");
  else
    complain (self, MANIFEST, OUTLAY_PACK_FILE_MANIFEST, "the manifest: %s", error->message);
}

/* Whether an entry is one that may be looked into. */
static gboolean
check_entry (OutlayPackReader *self, const OutlayPackEntry *entry, GHashTable *seen)
{
  static const struct
  {
    OutlayPackFindingKind kind;
    const char *sentence;
  } wrongs[] = {
    { OUTLAY_PACK_FINDING_LINK, "something in it is no plain file" },
    { OUTLAY_PACK_FINDING_NAME, "a file has a name that no pack has" },
    { OUTLAY_PACK_FINDING_ENCRYPTED, "a file is encrypted" },
    { OUTLAY_PACK_FINDING_DUPLICATE, "two files have one name" },
  };
  guint wrong;

  if (!entry->is_file)
    wrong = 0;
  else if (!outlay_pack_name_is_valid (entry->name))
    wrong = 1;
  else if (entry->is_encrypted)
    wrong = 2;
  else if (!g_hash_table_add (seen, g_strdup (entry->name)))
    wrong = 3;
  else
    return TRUE;

  if (!self->has_walked)
    outlay_pack_findings_add (&self->findings, wrongs[wrong].kind, entry->name, "%s",
                              wrongs[wrong].sentence);
  return FALSE;
}

typedef gboolean (*EntryFunc) (OutlayPackReader *self,
                               OutlayPackArchive *archive,
                               const char *name,
                               gpointer data,
                               GError **error);

/* Walks over what may be looked into. %FALSE with what @func says, or when it was cancelled; that the
 * archive is broken is a finding, and ends the walk. */
static gboolean
walk (OutlayPackReader *self, EntryFunc func, gpointer data, gboolean *is_whole, GError **error)
{
  g_autoptr (GError) damage = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (OutlayPackArchive) archive = outlay_pack_archive_open (self->fd, &damage);
  gboolean is_end = FALSE;
  OutlayPackEntry entry;

  while (archive != NULL && outlay_pack_archive_next (archive, &entry, &is_end, &damage) && !is_end)
    {
      g_autofree char *name = NULL;

      if (is_cancelled (self, error))
        return FALSE;
      if (!check_entry (self, &entry, seen))
        continue;
      name = g_strdup (entry.name);
      if (!func (self, archive, name, data, error))
        return FALSE;
    }

  *is_whole = damage == NULL;
  self->has_walked = TRUE;
  if (damage != NULL)
    complain (self, ARCHIVE, "", "%s", damage->message);
  return TRUE;
}

static gboolean
find_manifest_cb (OutlayPackReader *self,
                  OutlayPackArchive *archive,
                  const char *name,
                  gpointer data,
                  GError **error)
{
  gboolean *is_there = data;

  if (g_str_equal (name, OUTLAY_PACK_FILE_MANIFEST))
    {
      *is_there = TRUE;
      read_manifest (self, archive);
    }

  return TRUE;
}

/* Whether there is so little in so many bytes that they can only be meant to fill a disk. */
static gboolean
is_bomb (OutlayPackReader *self)
{
  self->total = 0;
  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      const OutlayPackFile *file = self->manifest->files->pdata[i];

      if (__builtin_add_overflow (self->total, file->size, &self->total))
        return TRUE;
    }

  return self->total - FREE_BYTES > self->size * MAX_RATIO;
}

/* --- each file --- */

typedef struct
{
  OutlayPackVerify *verify;
  GByteArray *sums; /* (nullable): SHA256SUMS as it is there */
} Looking;

/* Reads no more of an entry than the manifest lets expect. */
static gboolean
look_at_file (OutlayPackReader *self,
              OutlayPackArchive *archive,
              OutlayPackFile *file,
              OutlayPackVerify *verify,
              GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) damage = NULL;
  gboolean is_expenses = g_str_equal (file->name, OUTLAY_PACK_FILE_EXPENSES);
  gint64 size = 0;
  gssize n;

  file->is_seen = TRUE;
  while ((n = outlay_pack_archive_read (archive, self->buffer, BUFFER, &damage)) > 0 &&
         (size += n) <= file->size)
    {
      if (is_cancelled (self, error))
        return FALSE;
      g_checksum_update (checksum, self->buffer, n);
      if (is_expenses)
        outlay_pack_verify_feed (verify, self->buffer, (gsize) n);
      self->done += n;
      if (self->progress != NULL)
        self->progress (self->done, self->total, self->progress_data);
    }

  if (n < 0)
    complain (self, ARCHIVE, file->name, "%s: %s", file->name, damage->message);
  else if (size != file->size)
    complain (self, SIZE, file->name, "%s is %s than the manifest says", file->name,
              size > file->size ? "longer" : "shorter");
  else if (!g_str_equal (g_checksum_get_string (checksum), file->sha256))
    complain (self, HASH, file->name, "%s does not hash to what the manifest says", file->name);

  return TRUE;
}

static gboolean
look_cb (OutlayPackReader *self,
         OutlayPackArchive *archive,
         const char *name,
         gpointer data,
         GError **error)
{
  Looking *looking = data;
  OutlayPackFile *file = outlay_pack_verify_find_file (looking->verify, name);
  char sha256[65];

  if (g_str_equal (name, OUTLAY_PACK_FILE_MANIFEST))
    return TRUE;
  if (g_str_equal (name, OUTLAY_PACK_FILE_SUMS))
    {
      looking->sums = read_whole (self, archive, OUTLAY_PACK_MANIFEST_MAX, NULL);
      return TRUE;
    }
  if (file == NULL)
    {
      complain (self, EXTRA, name, "%s is not in the manifest", name);
      return TRUE;
    }
  if (outlay_pack_name_read_proof (name, sha256) && file->size > OUTLAY_PROOF_MAX_BYTES)
    {
      file->is_seen = TRUE;
      complain (self, SIZE, name, "%s is larger than a proof may be", name);
      return TRUE;
    }

  return look_at_file (self, archive, file, looking->verify, error);
}

static void
check_sums (OutlayPackReader *self, GByteArray *sums)
{
  g_autoptr (GString) expected = outlay_pack_manifest_write_sums (self->manifest, self->digest);

  if (sums == NULL || sums->len != expected->len ||
      memcmp (sums->data, expected->str, expected->len) != 0)
    complain (self, SUMS, OUTLAY_PACK_FILE_SUMS, "%s does not say what the manifest says",
              OUTLAY_PACK_FILE_SUMS);
}

static void
check_seen (OutlayPackReader *self, OutlayPackVerify *verify)
{
  static const char *const needed[] = {
    OUTLAY_PACK_FILE_TABLE,
    OUTLAY_PACK_FILE_EXPENSES,
    OUTLAY_PACK_FILE_JOURNAL,
    OUTLAY_PACK_FILE_README,
  };

  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      const OutlayPackFile *file = self->manifest->files->pdata[i];

      if (!file->is_seen)
        complain (self, MISSING, file->name, "%s is in the manifest and not in the pack",
                  file->name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (outlay_pack_verify_find_file (verify, needed[i]) == NULL)
      complain (self, MANIFEST, needed[i], "the manifest does not name %s", needed[i]);
}

static gboolean
look (OutlayPackReader *self, GError **error)
{
  g_autoptr (OutlayPackVerify) verify = outlay_pack_verify_new (self->manifest, &self->findings);
  Looking looking = { .verify = verify };
  gboolean is_whole, is_done;

  is_done = walk (self, look_cb, &looking, &is_whole, error);
  if (is_done)
    {
      if (outlay_pack_verify_find_file (verify, OUTLAY_PACK_FILE_EXPENSES) != NULL)
        outlay_pack_verify_end (verify);
      check_seen (self, verify);
      check_sums (self, looking.sums);
    }
  g_clear_pointer (&looking.sums, g_byte_array_unref);

  return is_done;
}

gboolean
outlay_pack_reader_verify (OutlayPackReader *self, GError **error)
{
  gboolean is_there = FALSE;
  gboolean is_whole;

  if (!walk (self, find_manifest_cb, &is_there, &is_whole, error))
    return FALSE;
  if (!is_there && is_whole)
    complain (self, MANIFEST, OUTLAY_PACK_FILE_MANIFEST, "there is no manifest");
  if (self->manifest == NULL || !is_whole)
    return TRUE;

  if (is_bomb (self))
    {
      complain (self, BOMB, "", "the pack would unpack to far more than is in it");
      return TRUE;
    }

  return look (self, error);
}

/* --- visits --- */

static gboolean
feed_cb (OutlayPackReader *self,
         OutlayPackArchive *archive,
         const char *name,
         gpointer data,
         GError **error)
{
  OutlayPackLines *lines = data;
  gssize n;

  if (!g_str_equal (name, OUTLAY_PACK_FILE_EXPENSES))
    return TRUE;

  while ((n = outlay_pack_archive_read (archive, self->buffer, BUFFER, error)) > 0)
    if (is_cancelled (self, error) ||
        !outlay_pack_lines_feed (lines, self->buffer, (gsize) n, error))
      return FALSE;

  return n == 0 && outlay_pack_lines_end (lines, error);
}

/* A file that was sound a moment ago, and is not any more. */
static gboolean
refuse_change (GError **error)
{
  g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_DAMAGED,
               "the pack was changed while it was read");
  return FALSE;
}

gboolean
outlay_pack_reader_visit_expenses (OutlayPackReader *self,
                                   OutlayPackExpenseFunc visit,
                                   gpointer data,
                                   GError **error)
{
  g_autoptr (OutlayPackLines) lines = outlay_pack_lines_new (visit, data);
  gboolean is_whole;

  g_return_val_if_fail (self->manifest != NULL && self->findings.n_all == 0, FALSE);

  return walk (self, feed_cb, lines, &is_whole, error) && (is_whole || refuse_change (error));
}

typedef struct
{
  gboolean (*wants) (const char *sha256, gpointer data);
  OutlayPackProofVisit visit;
  gpointer data;
} Proofs;

static gboolean
proof_cb (OutlayPackReader *self,
          OutlayPackArchive *archive,
          const char *name,
          gpointer data,
          GError **error)
{
  const Proofs *proofs = data;
  g_autoptr (GByteArray) array = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  char sha256[65];

  if (!outlay_pack_name_read_proof (name, sha256) ||
      (proofs->wants != NULL && !proofs->wants (sha256, proofs->data)))
    return TRUE;

  array = read_whole (self, archive, OUTLAY_PROOF_MAX_BYTES, error);
  if (array == NULL)
    return FALSE;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  found = outlay_digest_of_bytes (bytes);
  return g_str_equal (found, sha256) ? proofs->visit (sha256, bytes, proofs->data, error)
                                     : refuse_change (error);
}

gboolean
outlay_pack_reader_visit_proofs (OutlayPackReader *self,
                                 gboolean (*wants) (const char *sha256, gpointer data),
                                 OutlayPackProofVisit visit,
                                 gpointer data,
                                 GError **error)
{
  Proofs proofs = { wants, visit, data };
  gboolean is_whole;

  g_return_val_if_fail (self->manifest != NULL && self->findings.n_all == 0, FALSE);

  return walk (self, proof_cb, &proofs, &is_whole, error) && (is_whole || refuse_change (error));
}
