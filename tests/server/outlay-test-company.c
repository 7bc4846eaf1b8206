/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-company.h"

#include <string.h>

#include "../core/crafted-picture.h"
#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

void
outlay_test_answer_free (OutlayTestAnswer *self)
{
  outlay_test_reply_free (self->reply);
  yyjson_doc_free (self->doc);
  g_free (self->etag);
  g_free (self);
}

const char *
outlay_test_answer_get_text (OutlayTestAnswer *self, const char *pointer)
{
  return yyjson_get_str (yyjson_ptr_get (self->json, pointer));
}

gint64
outlay_test_answer_get_int (OutlayTestAnswer *self, const char *pointer)
{
  yyjson_val *value = yyjson_ptr_get (self->json, pointer);

  return yyjson_is_int (value) ? yyjson_get_sint (value) : -1;
}

gsize
outlay_test_answer_get_size (OutlayTestAnswer *self, const char *pointer)
{
  return yyjson_arr_size (yyjson_ptr_get (self->json, pointer));
}

gboolean
outlay_test_answer_names (OutlayTestAnswer *self, const char *field)
{
  yyjson_val *error;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (self->json, "errors"), i, n, error)
  {
    if (yyjson_equals_str (yyjson_obj_get (error, "field"), field))
      return yyjson_is_str (yyjson_obj_get (error, "message"));
  }

  return FALSE;
}

static OutlayTestAnswer *
read_answer (OutlayTestReply *reply)
{
  OutlayTestAnswer *self = g_new0 (OutlayTestAnswer, 1);
  g_autofree char *type = outlay_test_reply_dup_header (reply, "Content-Type");

  self->reply = reply;
  self->status = reply->status;
  self->etag = outlay_test_reply_dup_header (reply, "ETag");
  if (type != NULL && strstr (type, "json") != NULL && reply->length > 0)
    {
      self->doc = yyjson_read (reply->body, reply->length, 0);
      g_assert_nonnull (self->doc);
      self->json = yyjson_doc_get_root (self->doc);
      if (self->status >= 400)
        {
          g_assert_true (g_str_has_prefix (type, "application/problem+json"));
          g_assert_cmpint (outlay_test_answer_get_int (self, "/status"), ==, self->status);
        }
    }

  return self;
}

OutlayTestAnswer *
outlay_test_person_call (OutlayTestPerson *self,
                         const char *method,
                         const char *path,
                         const char *headers,
                         const char *body)
{
  return read_answer (
      outlay_test_server_send (self->server, self->token, method, path, headers, body));
}

guint
outlay_test_person_ask (OutlayTestPerson *self,
                        const char *method,
                        const char *path,
                        const char *headers,
                        const char *body)
{
  g_autoptr (OutlayTestAnswer) answer = outlay_test_person_call (self, method, path, headers, body);

  return answer->status;
}

static void
sign_in (OutlayTestServer *server, OutlayTestPerson *person, const char *name, const char *email)
{
  g_autoptr (OutlayTestAnswer) me = NULL;

  person->server = server;
  person->name = name;
  person->token = outlay_test_server_sign_in (server, email);
  me = outlay_test_person_call (person, "GET", "/api/v1/me", NULL, NULL);
  g_assert_cmpuint (me->status, ==, 200);
  person->id = g_strdup (outlay_test_answer_get_text (me, "/user/id"));
  if (person->id == NULL)
    person->id = g_strdup (outlay_test_answer_get_text (me, "/id"));
  g_assert_nonnull (person->id);
}

void
outlay_test_company_set_up (OutlayTestCompany *self)
{
  static const char *const names[] = { "Ada", "Ben", "Rita", "Rex", "Amin" };
  static const char *const roles[] = { "employee", "employee", "reviewer", "reviewer", "admin" };
  g_autoptr (OutlayTestAnswer) categories = NULL;

  self->server = outlay_test_server_new ();
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *email = g_strdup_printf ("%s@acme.example", names[i]);

      outlay_test_server_add_user (self->server, "Acme", email, names[i], roles[i]);
      sign_in (self->server, &self->people[i], names[i], email);
    }
  outlay_test_server_add_user (self->server, "Zenith", "zoe@zenith.example", "Zoe", "admin");
  sign_in (self->server, &self->zoe, "Zoe", "zoe@zenith.example");

  categories = outlay_test_person_call (&self->people[ADA], "GET", "/api/v1/categories", NULL,
                                        NULL);
  g_assert_cmpuint (categories->status, ==, 200);
  self->category = g_strdup (outlay_test_answer_get_text (categories, "/items/0/id"));
  g_assert_nonnull (self->category);
}

static void
clear_person (OutlayTestPerson *person)
{
  g_free (person->token);
  g_free (person->id);
}

void
outlay_test_company_tear_down (OutlayTestCompany *self)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    clear_person (&self->people[i]);
  clear_person (&self->zoe);
  g_free (self->category);
  outlay_test_server_free (self->server);
}

char *
outlay_test_person_send_proof (OutlayTestPerson *self, guint seed)
{
  g_autoptr (GBytes) picture = craft_picture (CRAFTED_PNG, 10 + seed, 20, 1, FALSE);
  char *sha256 = outlay_digest_of_bytes (picture);
  g_autofree char *path = g_strconcat ("/api/v1/proofs/", sha256, NULL);
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send_bytes (
      self->server, self->token, "PUT", path, "Content-Type: image/png\r\n", picture);

  g_assert_true (reply->status == 200 || reply->status == 201);
  return sha256;
}

char *
outlay_test_build_body (const char *merchant,
                        gint64 minor,
                        const char *day,
                        const char *category,
                        const char *proof)
{
  g_autofree char *category_json = category != NULL ? g_strdup_printf ("\"%s\"", category)
                                                    : g_strdup ("null");
  g_autofree char *proofs_json = proof != NULL ? g_strdup_printf ("[\"%s\"]", proof)
                                               : g_strdup ("[]");

  return g_strdup_printf ("{\"merchant\":\"%s\",\"amount\":{\"minor\":%" G_GINT64_FORMAT
                          ",\"currency\":\"EUR\"},\"day\":\"%s\",\"category\":%s,"
                          "\"note\":\"with a customer\",\"proofs\":%s}",
                          merchant, minor, day, category_json, proofs_json);
}

char *
outlay_test_build_path (const char *id, const char *action)
{
  return g_strconcat ("/api/v1/expenses/", id, action != NULL ? "/" : NULL, action, NULL);
}

char *
outlay_test_company_file (OutlayTestCompany *self, OutlayTestWho who, guint seed)
{
  OutlayTestPerson *person = &self->people[who];
  char *id = outlay_uuid_new ();
  g_autofree char *proof = outlay_test_person_send_proof (person, seed);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *body = outlay_test_build_body ("Café Nero", 1250, today, self->category, proof);
  g_autofree char *path = outlay_test_build_path (id, NULL);

  g_assert_cmpuint (outlay_test_person_ask (person, "PUT", path, "If-None-Match: *\r\n", body), ==,
                    201);

  return id;
}

OutlayTestAnswer *
outlay_test_person_get (OutlayTestPerson *self, const char *id)
{
  g_autofree char *path = outlay_test_build_path (id, NULL);

  return outlay_test_person_call (self, "GET", path, NULL, NULL);
}

OutlayTestAnswer *
outlay_test_person_act (OutlayTestPerson *self,
                        const char *id,
                        const char *action,
                        const char *reason)
{
  g_autoptr (OutlayTestAnswer) shown = outlay_test_person_get (self, id);
  g_autofree char *path = outlay_test_build_path (id, action);
  g_autofree char *reason_json = reason != NULL ? g_strdup_printf (",\"reason\":\"%s\"", reason)
                                                : g_strdup ("");
  const char *digest = outlay_test_answer_get_text (shown, "/proof_digest");
  g_autofree char *body = g_strdup_printf (
      "{\"revision\":%" G_GINT64_FORMAT ",\"proof_digest\":\"%s\"%s}",
      outlay_test_answer_get_int (shown, "/revision"), digest != NULL ? digest : "", reason_json);

  return outlay_test_person_call (self, "POST", path, NULL, body);
}

void
outlay_test_person_must (OutlayTestPerson *self,
                         const char *id,
                         const char *action,
                         const char *reason)
{
  g_autoptr (OutlayTestAnswer) answer = outlay_test_person_act (self, id, action, reason);

  if (answer->status != 200)
    g_test_message ("%s: %s", action, answer->reply->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

void
outlay_test_company_stage (OutlayTestCompany *self, OutlayTestWho who, const char *id, guint seed)
{
  OutlayTestPerson *person = &self->people[who];
  g_autoptr (OutlayTestAnswer) shown = outlay_test_person_get (person, id);
  g_autofree char *proof = outlay_test_person_send_proof (person, seed);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *body = outlay_test_build_body ("Caffè Nero", 1300, today, self->category, proof);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *header = g_strdup_printf ("If-Match: %s\r\n", shown->etag);

  g_assert_cmpuint (outlay_test_person_ask (person, "PUT", path, header, body), ==, 200);
}
