/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "server/auth/outlay-standing.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/proofs/outlay-proof-vault.h"

/* How often an upload or a download begins again when its file is moved or swept meanwhile. */
#define MAX_TRIES 5

/* What an upload hands to the writer. */
typedef struct
{
  const OutlayRequest *request;
  const OutlayProofFormat *format;
  OutlaySealContext context;
  OutlayStoredProof *proof; /* what it is, and where it lies */
  gboolean is_written;      /* by this upload */
  gboolean is_gone;         /* out: the file is not where it was a moment ago */
} Upload;

static OutlayReply *
refuse (const GError *error)
{
  switch ((OutlayProofError) error->code)
    {
    case OUTLAY_PROOF_ERROR_TOO_LARGE:
      return outlay_reply_new_problem (413, "A proof may have 10 MiB at most.");

    case OUTLAY_PROOF_ERROR_UNKNOWN_TYPE:
      return outlay_reply_new_problem (415, "A proof is a JPEG, PNG or WebP picture, or a PDF.");

    case OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS:
      return outlay_reply_new_problem (422, "A proof may have 50 megapixels at most.");

    case OUTLAY_PROOF_ERROR_EMPTY:
      return outlay_reply_new_problem (422, "The file is empty.");

    case OUTLAY_PROOF_ERROR_LOCKED:
      return outlay_reply_new_problem (422, "The PDF asks for a password.");

    case OUTLAY_PROOF_ERROR_BROKEN:
    default:
      return outlay_reply_new_problem (422, "The file is damaged.");
    }
}

/* Who declares a picture or a PDF must be right; other types, as curl's own default,
 * declare nothing. */
static gboolean
agrees_with (const char *declared, const char *mime)
{
  gsize length = declared != NULL ? strcspn (declared, "; \t") : 0;

  if (length < 6 || (g_ascii_strncasecmp (declared, "image/", 6) != 0 &&
                     g_ascii_strncasecmp (declared, "application/pdf", length) != 0))
    return TRUE;

  return length == strlen (mime) && g_ascii_strncasecmp (declared, mime, length) == 0;
}

static OutlayReply *
check_upload (const OutlayRequest *request, OutlayProofFormat *format)
{
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (request->body, &size);

  if (!outlay_proof_format_read (data, size, format, &error))
    return refuse (error);

  if (!agrees_with (request->content_type, outlay_proof_type_to_mime (format->type)))
    return outlay_reply_new_problem (415, "The file is not what Content-Type says.");

  sha256 = outlay_digest_of_bytes (request->body);
  if (!g_str_equal (sha256, request->arguments[0]))
    return outlay_reply_new_problem_field (422, "sha256", "is not the hash of what was sent");

  return NULL;
}

static OutlayReply *
begin_again (Upload *upload)
{
  upload->is_gone = TRUE;
  return outlay_reply_new_problem (503, "The file was just moved.");
}

/* Agrees on what the row says, with whoever else has sent, moved or swept the file meanwhile: here
 * nobody else does any of that. %NULL where all is well. */
static OutlayReply *
settle_row (OutlayConnection *db, Upload *upload)
{
  const OutlayRequest *request = upload->request;
  const char *company = request->identity->company;
  const char *sha256 = request->arguments[0];
  OutlayProofVault *vault = outlay_service_get_vault (request->service);
  g_autoptr (OutlayStoredProof) known = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_moved;

  if (!outlay_proof_store_get (db, company, sha256, &known, &error))
    return outlay_reply_new_for_error (error);

  if (known != NULL && !g_str_equal (known->path, upload->proof->path))
    {
      if (outlay_proof_vault_has (vault, known))
        return NULL;
      if (!upload->is_written)
        return begin_again (upload);
      if (!outlay_proof_store_move (db, company, sha256, known->path, upload->proof->path,
                                    upload->proof->key_id, &is_moved, &error))
        return outlay_reply_new_for_error (error);
    }

  if (!outlay_proof_vault_has (vault, upload->proof))
    return begin_again (upload);

  if (known == NULL &&
      !outlay_proof_store_insert (db, company, sha256, upload->proof, upload->format->width,
                                  upload->format->height, request->now, &error))
    return outlay_reply_new_for_error (error);

  return NULL;
}

/* Runs on the writer. */
static OutlayReply *
write_rows (OutlayConnection *db, gpointer data)
{
  Upload *upload = data;
  const OutlayRequest *request = upload->request;
  const OutlayIdentity *identity = request->identity;
  const char *sha256 = request->arguments[0];
  g_autoptr (GError) error = NULL;
  OutlayIdentity now;
  OutlayReply *reply;
  gboolean can_see;

  upload->is_gone = FALSE;
  if ((reply = outlay_standing_check (identity, db, OUTLAY_ROLE_EMPLOYEE, &now)) != NULL)
    return reply;
  if (!outlay_connection_serialize (db, upload->proof->path, &error) ||
      !outlay_proof_store_can_see (db, identity, sha256, &can_see, &error))
    return outlay_reply_new_for_error (error);

  if ((reply = settle_row (db, upload)) != NULL)
    return reply;

  if (!outlay_proof_store_note_upload (db, identity->company, sha256, identity->user, &error))
    return outlay_reply_new_for_error (error);

  /* That somebody else has the same file is not for this person to know. */
  return outlay_reply_new_empty (can_see ? 200 : 201);
}

/* Where the file is, or else a place for it and the file in it. */
static gboolean
store_file (Upload *upload, GError **error)
{
  const OutlayRequest *request = upload->request;
  OutlayConnection *reader = outlay_service_get_reader (request->service, error);
  OutlayProofVault *vault = outlay_service_get_vault (request->service);
  g_autoptr (OutlayProofKeys) keys = outlay_proof_vault_dup_keys (vault);

  g_clear_pointer (&upload->proof, outlay_stored_proof_free);
  upload->is_written = FALSE;
  if (reader == NULL || !outlay_proof_store_get (reader, upload->context.company,
                                                 upload->context.sha256, &upload->proof, error))
    return FALSE;
  if (upload->proof != NULL && outlay_proof_vault_has (vault, upload->proof))
    return TRUE;

  /* A lost file gets a new place. */
  if (upload->proof == NULL)
    {
      upload->proof = g_new0 (OutlayStoredProof, 1);
      upload->proof->mime = g_strdup (outlay_proof_type_to_mime (upload->format->type));
      upload->proof->size = upload->context.size;
    }
  outlay_proof_vault_choose_place (vault, keys, &upload->context, request->now, upload->proof);
  upload->is_written = TRUE;

  return outlay_proof_vault_write (vault, &upload->context, upload->proof, request->body, error);
}

static OutlayReply *
save_proof (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  OutlayProofFormat format;
  OutlayReply *reply = check_upload (request, &format);
  Upload upload = {
    .request = request,
    .format = &format,
    .context = { request->identity->company, request->arguments[0],
                 (gint64) g_bytes_get_size (request->body) },
  };

  if (reply != NULL)
    return reply;

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_clear_pointer (&reply, outlay_reply_free);
      reply = store_file (&upload, &error)
                  ? outlay_service_write (request->service, upload.context.company,
                                          OUTLAY_WRITE_REPEATABLE, write_rows, &upload)
                  : outlay_reply_new_for_error (error);
      if (!upload.is_gone)
        break;
    }
  g_clear_pointer (&upload.proof, outlay_stored_proof_free);

  return reply;
}

/* What a browser must not do with a file that somebody else has sent. */
static void
set_file_headers (OutlayReply *reply, const char *sha256, const char *mime)
{
  const char *extension = strrchr (mime, '/') + 1;
  g_autofree char *disposition = g_strdup_printf ("inline; filename=\"%.12s.%s\"", sha256,
                                                  extension);

  outlay_reply_set_header (reply, "X-Content-Type-Options", "nosniff");
  outlay_reply_set_header (reply, "Content-Security-Policy", "sandbox; default-src 'none'");
  outlay_reply_set_header (reply, "Content-Disposition", disposition);
}

/* What is left of a sealed file that is being sent. */
typedef struct
{
  OutlaySealedProof *sealed;
  char *path;
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  outlay_sealed_proof_close (download->sealed);
  g_free (download->path);
  g_free (download);
}

static gssize
pull_cb (gpointer data, guint8 *into, gsize size)
{
  Download *download = data;
  g_autoptr (GError) error = NULL;
  gssize n = outlay_sealed_proof_read (download->sealed, into, size, &error);

  if (n <= 0)
    g_warning ("the proof %s is cut off: %s", download->path,
               error != NULL ? error->message : "it is shorter than it was");
  return n > 0 ? n : -1;
}

/* Opens the file, after the row was read again if it has been moved since. */
static gboolean
open_proof (const OutlayRequest *request,
            OutlayStoredProof **proof,
            int *fd,
            OutlaySealedProof **sealed,
            GError **error)
{
  const char *company = request->identity->company;
  const char *sha256 = request->arguments[0];

  for (guint i = 0;; i++)
    {
      const OutlaySealContext context = { company, sha256, (*proof)->size };
      g_autofree char *path = g_strdup ((*proof)->path);
      g_autoptr (GError) local = NULL;

      if (outlay_proof_vault_open (outlay_service_get_vault (request->service), &context, *proof,
                                   fd, sealed, &local))
        return TRUE;

      if (i < MAX_TRIES && g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_clear_pointer (proof, outlay_stored_proof_free);
          if (!outlay_proof_store_get (request->db, company, sha256, proof, error))
            return FALSE;
          if (*proof != NULL && !g_str_equal ((*proof)->path, path))
            continue;
        }

      g_set_error (error, local->domain, local->code, "the proof %s: %s", path, local->message);
      return FALSE;
    }
}

static OutlayReply *
send_proof (const OutlayRequest *request, OutlayStoredProof **proof)
{
  g_autoptr (GError) error = NULL;
  OutlaySealedProof *sealed;
  Download *download;
  OutlayReply *reply;
  int fd;

  if (!open_proof (request, proof, &fd, &sealed, &error))
    {
      if (error->domain == OUTLAY_DB_ERROR)
        return outlay_reply_new_for_error (error);
      /* Swept since its row was read. */
      if (*proof == NULL)
        return outlay_reply_new_problem (404, "There is no such proof.");
      g_warning ("%s", error->message);
      return outlay_reply_new_problem (500, "The file cannot be read.");
    }

  if (sealed == NULL)
    reply = outlay_reply_new_file (200, fd, (guint64) (*proof)->size, (*proof)->mime);
  else
    {
      download = g_new (Download, 1);
      *download = (Download) { sealed, g_strdup ((*proof)->path) };
      reply = outlay_reply_new_stream (200, (guint64) (*proof)->size, (*proof)->mime, pull_cb,
                                       download, download_free);
    }
  set_file_headers (reply, request->arguments[0], (*proof)->mime);

  return reply;
}

static OutlayReply *
get_proof (const OutlayRequest *request)
{
  const char *sha256 = request->arguments[0];
  g_autofree char *etag = g_strconcat ("\"", sha256, "\"", NULL);
  g_autoptr (OutlayStoredProof) proof = NULL;
  g_autoptr (GError) error = NULL;
  gboolean can_see;
  OutlayReply *reply;

  if (!outlay_proof_store_can_see (request->db, request->identity, sha256, &can_see, &error) ||
      (can_see &&
       !outlay_proof_store_get (request->db, request->identity->company, sha256, &proof, &error)))
    return outlay_reply_new_for_error (error);
  if (proof == NULL)
    return outlay_reply_new_problem (404, "There is no such proof.");

  if (outlay_etag_matches (request->if_none_match, etag))
    reply = outlay_reply_new_empty (304);
  else
    reply = send_proof (request, &proof);

  if (outlay_reply_get_status (reply) < 400)
    {
      outlay_reply_set_header (reply, "ETag", etag);
      outlay_reply_set_header (reply, "Cache-Control", "private, max-age=31536000, immutable");
    }

  return reply;
}

const OutlayRoute outlay_proof_routes[] = {
  { "PUT", "/api/v1/proofs/{sha256}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_FILE, save_proof,
    .max_body = OUTLAY_PROOF_MAX_BYTES, .raw = TRUE },
  { "GET", "/api/v1/proofs/{sha256}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_proof },
  { NULL },
};
