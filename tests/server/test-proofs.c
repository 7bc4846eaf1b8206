/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "../core/crafted-picture.h"
#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "outlay-test-company.h"

static OutlayTestCompany company;
static OutlayTestPerson *const ada = &company.people[ADA];
static OutlayTestPerson *const ben = &company.people[BEN];
static OutlayTestPerson *const rita = &company.people[RITA];

static char *
build_path (const char *sha256)
{
  return g_strconcat ("/api/v1/proofs/", sha256, NULL);
}

static OutlayTestReply *
send_as (OutlayTestPerson *person, GBytes *bytes, const char *sha256, const char *headers)
{
  g_autofree char *path = build_path (sha256);

  return outlay_test_server_send_bytes (person->server, person->token, "PUT", path, headers, bytes);
}

static OutlayTestReply *
send (OutlayTestPerson *person, GBytes *bytes, const char *headers)
{
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);

  return send_as (person, bytes, sha256, headers);
}

static void
count_in (const char *folder, guint *n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count_in (path, n);
      else
        (*n)++;
    }
}

/* Files that lie below the proofs folder, temporary ones included. */
static guint
count_files (void)
{
  g_autofree char *folder = g_build_filename (outlay_test_server_get_folder (company.server),
                                              "proofs", NULL);
  guint n = 0;

  count_in (folder, &n);
  return n;
}

static void
test_types (void)
{
  static const struct
  {
    CraftedType type;
    const char *mime, *extension;
  } cases[] = {
    { CRAFTED_JPEG, "image/jpeg", "jpg" },
    { CRAFTED_PNG, "image/png", "png" },
    { CRAFTED_WEBP_LOSSY, "image/webp", "webp" },
    { CRAFTED_PDF, "application/pdf", "pdf" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y/%m/%d");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = craft_picture (cases[i].type, 30, 40, 1, FALSE);
      g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
      g_autofree char *path = build_path (sha256);
      g_autofree char *etag = g_strdup_printf ("\"%s\"", sha256);
      g_autofree char *header = g_strdup_printf ("If-None-Match: %s\r\n", etag);
      g_autofree char *file = g_strdup_printf ("%s/proofs/%s/%s.%s",
                                               outlay_test_server_get_folder (company.server), day,
                                               sha256, cases[i].extension);
      g_autoptr (OutlayTestReply) first = send (ada, bytes, NULL);
      g_autoptr (OutlayTestReply) again = send (ada, bytes, NULL);
      g_autoptr (OutlayTestReply)
          read = outlay_test_server_send (ada->server, ada->token, "GET", path, NULL, NULL);
      g_autoptr (OutlayTestReply)
          head = outlay_test_server_send (ada->server, ada->token, "HEAD", path, NULL, NULL);
      g_autoptr (OutlayTestReply)
          same = outlay_test_server_send (ada->server, ada->token, "GET", path, header, NULL);
      g_autofree char *type = outlay_test_reply_dup_header (read, "Content-Type");
      g_autofree char *tag = outlay_test_reply_dup_header (read, "ETag");
      g_autofree char *sniffing = outlay_test_reply_dup_header (read, "X-Content-Type-Options");
      g_autofree char *cache = outlay_test_reply_dup_header (read, "Cache-Control");
      g_autofree char *disposition = outlay_test_reply_dup_header (read, "Content-Disposition");
      g_autofree char *policy = outlay_test_reply_dup_header (read, "Content-Security-Policy");

      g_assert_cmpuint (first->status, ==, 201);
      g_assert_cmpuint (again->status, ==, 200);
      g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
      g_assert_cmpuint (read->status, ==, 200);
      g_assert_cmpmem (read->body, read->length, g_bytes_get_data (bytes, NULL),
                       g_bytes_get_size (bytes));
      g_assert_cmpstr (type, ==, cases[i].mime);
      g_assert_cmpstr (tag, ==, etag);
      g_assert_cmpstr (sniffing, ==, "nosniff");
      g_assert_nonnull (strstr (cache, "private"));
      g_assert_nonnull (strstr (cache, "immutable"));
      g_assert_true (g_str_has_prefix (disposition, "inline; filename="));
      g_assert_nonnull (strstr (policy, "sandbox"));
      g_assert_cmpuint (head->status, ==, 200);
      g_assert_cmpuint (head->length, ==, 0);
      g_assert_cmpuint (same->status, ==, 304);
    }
}

static GBytes *
new_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* The first half of a picture's header. */
static GBytes *
cut (GBytes *bytes, gsize length)
{
  GBytes *part = g_bytes_new_from_bytes (bytes, 0, length);

  g_bytes_unref (bytes);
  return part;
}

/* Everything that is no proof is refused at once, and nothing of it is kept. */
static void
test_refusals (void)
{
  struct
  {
    const char *what;
    GBytes *bytes;
    const char *headers;
    guint status;
  } cases[] = {
    { "empty", new_text (""), NULL, 422 },
    { "text", new_text ("hello"), NULL, 415 },
    { "GIF", new_text ("GIF89a\1\0\1\0"), NULL, 415 },
    { "SVG", new_text ("<svg xmlns='http://www.w3.org/2000/svg'/>"), NULL, 415 },
    { "HTML in a PDF's clothes", new_text ("<html>%PDF-1.7"), "Content-Type: application/pdf\r\n",
      415 },
    { "half a JPEG", cut (craft_picture (CRAFTED_JPEG, 9, 9, 1, FALSE), 8), NULL, 422 },
    { "half a PNG", cut (craft_picture (CRAFTED_PNG, 9, 9, 1, FALSE), 20), NULL, 422 },
    { "half a WebP", cut (craft_picture (CRAFTED_WEBP_LOSSY, 9, 9, 1, FALSE), 16), NULL, 422 },
    { "PNG called JPEG", craft_picture (CRAFTED_PNG, 9, 9, 1, FALSE),
      "Content-Type: image/jpeg\r\n", 415 },
    { "PDF called PNG", new_text ("%PDF-1.4 of a sort"), "Content-Type: image/png\r\n", 415 },
    { "vast JPEG", craft_picture (CRAFTED_JPEG, 65535, 65535, 1, FALSE), NULL, 422 },
    { "vast PNG", craft_picture (CRAFTED_PNG, 65535, 65535, 1, FALSE), NULL, 422 },
    { "50 megapixels and one line", craft_picture (CRAFTED_PNG, 10000, 5001, 1, FALSE), NULL, 422 },
  };
  guint n_before = count_files ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sha256 = outlay_digest_of_bytes (cases[i].bytes);
      g_autofree char *path = build_path (sha256);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (OutlayTestReply) reply = send (ada, cases[i].bytes, cases[i].headers);
      gint64 taken = g_get_monotonic_time () - start;

      g_test_message ("%s -> %s", cases[i].what, reply->body);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_nonnull (strstr (reply->body, "\"detail\""));
      /* Milliseconds; generous, as the machine may be busy. */
      g_assert_cmpint (taken, <, 500 * 1000);
      g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, 404);
      g_bytes_unref (cases[i].bytes);
    }
  g_assert_cmpuint (count_files (), ==, n_before);
}

static void
test_hash (void)
{
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PNG, 31, 41, 1, FALSE);
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
  g_autofree char *wrong = g_strdup (sha256);
  g_autoptr (OutlayTestReply) reply = NULL;
  guint n_before = count_files ();

  wrong[0] = wrong[0] == '0' ? '1' : '0';
  reply = send_as (ada, bytes, wrong, NULL);
  g_assert_cmpuint (reply->status, ==, 422);
  g_assert_nonnull (strstr (reply->body, "\"field\":\"sha256\""));
  g_assert_cmpuint (count_files (), ==, n_before);
}

static void
test_too_large (void)
{
  g_autofree guint8 *data = g_malloc0 (OUTLAY_PROOF_MAX_BYTES + 1);
  g_autoptr (GBytes) picture = craft_picture (CRAFTED_PDF, 0, 0, 1, FALSE);
  g_autoptr (GBytes) largest = NULL;
  g_autoptr (GBytes) larger = NULL;
  g_autoptr (OutlayTestReply) refused = NULL;
  g_autoptr (OutlayTestReply) taken = NULL;

  memcpy (data, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  largest = g_bytes_new (data, OUTLAY_PROOF_MAX_BYTES);
  larger = g_bytes_new (data, OUTLAY_PROOF_MAX_BYTES + 1);

  taken = send (ada, largest, NULL);
  g_assert_cmpuint (taken->status, ==, 201);
  refused = send (ada, larger, NULL);
  g_assert_cmpuint (refused->status, ==, 413);
}

/* Who may read a file: who sent it, the owner of an expense that names it, and reviewers as long as
 * they see such an expense. */
static void
test_visibility (void)
{
  g_autofree char *id = outlay_test_company_file (&company, ADA, 50);
  g_autofree char *proof = outlay_test_person_send_proof (ada, 50);
  g_autofree char *path = build_path (proof);
  OutlayTestPerson *people[] = { ada, ben, rita, &company.people[AMIN], &company.zoe };
  static const struct
  {
    const char *action;
    gboolean reviewers_see;
  } steps[] = {
    { NULL, FALSE },    { "submit", TRUE }, { "withdraw", FALSE }, { "submit", TRUE },
    { "reject", TRUE }, { "stage", TRUE },  { "resubmit", TRUE },
  };

  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    {
      if (g_strcmp0 (steps[s].action, "stage") == 0)
        outlay_test_company_stage (&company, ADA, id, 51);
      else if (g_strcmp0 (steps[s].action, "reject") == 0)
        outlay_test_person_must (rita, id, "reject", "no");
      else if (steps[s].action != NULL)
        outlay_test_person_must (ada, id, steps[s].action, NULL);

      for (guint p = 0; p < G_N_ELEMENTS (people); p++)
        {
          gboolean sees = p == 0 || ((p == 2 || p == 3) && steps[s].reviewers_see);

          g_test_message ("after %s: %s", steps[s].action, people[p]->name);
          g_assert_cmpuint (outlay_test_person_ask (people[p], "GET", path, NULL, NULL), ==,
                            sees ? 200 : 404);
        }
    }
}

/* A file that a draft named and let go of before anybody saw it is nobody else's to see. */
static void
test_let_go (void)
{
  g_autofree char *id = outlay_test_company_file (&company, ADA, 60);
  g_autofree char *first = outlay_test_person_send_proof (ada, 60);
  g_autofree char *path = build_path (first);

  outlay_test_company_stage (&company, ADA, id, 61);
  outlay_test_person_must (ada, id, "submit", NULL);
  g_assert_cmpuint (outlay_test_person_ask (rita, "GET", path, NULL, NULL), ==, 404);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, 200);
}

typedef struct
{
  OutlayTestPerson *person;
  GBytes *bytes;
  guint status;
} Upload;

static gpointer
upload_thread (gpointer data)
{
  Upload *self = data;
  g_autoptr (OutlayTestReply) reply = send (self->person, self->bytes, NULL);

  self->status = reply->status;
  return NULL;
}

/* The same file from several hands at once is stored once, all may read it, and each of the three
 * people hears once that it is new to them. */
static void
test_at_once (void)
{
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_JPEG, 123, 321, 1, FALSE);
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
  g_autofree char *path = build_path (sha256);
  Upload uploads[] = { { ada, bytes, 0 }, { ada, bytes, 0 }, { ben, bytes, 0 }, { rita, bytes, 0 } };
  GThread *threads[G_N_ELEMENTS (uploads)];
  guint n_before = count_files ();
  guint n_created = 0;

  for (guint i = 0; i < G_N_ELEMENTS (uploads); i++)
    threads[i] = g_thread_new ("upload", upload_thread, &uploads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (uploads); i++)
    {
      g_thread_join (threads[i]);
      g_assert_true (uploads[i].status == 200 || uploads[i].status == 201);
      n_created += uploads[i].status == 201;
      g_assert_cmpuint (outlay_test_person_ask (uploads[i].person, "GET", path, NULL, NULL), ==,
                        200);
    }
  g_assert_cmpuint (n_created, ==, 3);
  g_assert_cmpuint (count_files (), ==, n_before + 1);
}

/* A file that was lost is put back where it belongs when somebody sends it again. */
static void
test_lost (void)
{
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PNG, 77, 88, 1, FALSE);
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
  g_autofree char *path = build_path (sha256);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y/%m/%d");
  g_autofree char *file = g_strdup_printf (
      "%s/proofs/%s/%s.png", outlay_test_server_get_folder (company.server), day, sha256);
  g_autoptr (OutlayTestReply) first = send (ada, bytes, NULL);
  g_autoptr (OutlayTestReply) again = NULL;

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, 500);
  again = send (ada, bytes, NULL);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, 200);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  outlay_test_company_set_up (&company);

  g_test_add_func ("/server/proofs/types", test_types);
  g_test_add_func ("/server/proofs/refusals", test_refusals);
  g_test_add_func ("/server/proofs/hash", test_hash);
  g_test_add_func ("/server/proofs/too-large", test_too_large);
  g_test_add_func ("/server/proofs/visibility", test_visibility);
  g_test_add_func ("/server/proofs/let-go", test_let_go);
  g_test_add_func ("/server/proofs/at-once", test_at_once);
  g_test_add_func ("/server/proofs/lost", test_lost);

  status = g_test_run ();
  outlay_test_company_tear_down (&company);
  return status;
}
