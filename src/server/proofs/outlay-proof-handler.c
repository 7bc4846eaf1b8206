/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/proofs/outlay-proof-folder.h"
#include "server/proofs/outlay-proof-store.h"

/* What an upload hands to the writer. */
typedef struct
{
  const OutlayRequest *request;
  const OutlayProofFormat *format;
  const char *path;
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

/* Runs on the writer. */
static OutlayReply *
write_rows (OutlayConnection *db, gpointer data)
{
  const Upload *upload = data;
  const OutlayRequest *request = upload->request;
  const OutlayIdentity *identity = request->identity;
  const char *sha256 = request->arguments[0];
  g_autoptr (OutlayStoredProof) known = NULL;
  g_autoptr (GError) error = NULL;
  gboolean can_see;

  if (!outlay_proof_store_get (db, identity->company, sha256, &known, &error) ||
      !outlay_proof_store_can_see (db, identity, sha256, &can_see, &error))
    return outlay_reply_new_for_error (error);

  if (known == NULL &&
      !outlay_proof_store_insert (db, identity->company, sha256,
                                  outlay_proof_type_to_mime (upload->format->type),
                                  g_bytes_get_size (request->body), upload->format->width,
                                  upload->format->height, upload->path, request->now, &error))
    return outlay_reply_new_for_error (error);

  if (!outlay_proof_store_note_upload (db, identity->company, sha256, identity->user, &error))
    return outlay_reply_new_for_error (error);

  /* That somebody else has the same file is not for this person to know. */
  return outlay_reply_new_empty (can_see ? 200 : 201);
}

/* Where the file belongs, and whether it lies there whole: under the path of its row, which a lost
 * file gets again, or else under the day of today. */
static gboolean
find_place (const OutlayRequest *request,
            const OutlayProofFormat *format,
            char **path,
            gboolean *is_there,
            GError **error)
{
  const char *sha256 = request->arguments[0];
  OutlayConnection *reader = outlay_service_get_reader (request->service, error);
  g_autoptr (OutlayStoredProof) known = NULL;
  g_autofree char *whole = NULL;
  struct stat file;

  *is_there = FALSE;
  if (reader == NULL ||
      !outlay_proof_store_get (reader, request->identity->company, sha256, &known, error))
    return FALSE;

  if (known == NULL)
    {
      *path = outlay_proof_folder_build_path (sha256, outlay_proof_type_to_extension (format->type),
                                              request->now);
      return TRUE;
    }

  *path = g_strdup (known->path);
  whole = g_build_filename (outlay_service_get_proofs_folder (request->service), known->path, NULL);
  *is_there = stat (whole, &file) == 0 && file.st_size == known->size;

  return TRUE;
}

static OutlayReply *
save_proof (const OutlayRequest *request)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  OutlayProofFormat format;
  gboolean is_there;
  OutlayReply *reply = check_upload (request, &format);
  Upload upload;

  if (reply != NULL)
    return reply;

  if (!find_place (request, &format, &path, &is_there, &error) ||
      (!is_there && !outlay_proof_folder_write (outlay_service_get_proofs_folder (request->service),
                                                path, request->body, &error)))
    return outlay_reply_new_for_error (error);

  upload = (Upload) { request, &format, path };
  return outlay_service_write (request->service, request->identity->company,
                               OUTLAY_WRITE_REPEATABLE, write_rows, &upload);
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

static OutlayReply *
open_proof (const OutlayRequest *request, const OutlayStoredProof *proof)
{
  g_autofree char *whole = g_build_filename (outlay_service_get_proofs_folder (request->service),
                                             proof->path, NULL);
  int fd = open (whole, O_RDONLY | O_CLOEXEC);
  OutlayReply *reply;

  if (fd < 0)
    {
      g_warning ("opening %s: %s", whole, g_strerror (errno));
      return outlay_reply_new_problem (500, "The file cannot be read.");
    }

  reply = outlay_reply_new_file (200, fd, (guint64) proof->size, proof->mime);
  set_file_headers (reply, request->arguments[0], proof->mime);

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
    reply = open_proof (request, proof);

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
