/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "core/outlay-uuid.h"
#include "outlay-test-company.h"

#define N_STEPS 250
#define N_EXPENSES 12

static OutlayTestCompany company;
static OutlayTestPerson *const ada = &company.people[ADA];
static OutlayTestPerson *const ben = &company.people[BEN];
static OutlayTestPerson *const rita = &company.people[RITA];

/* What a client has after following the feed: JSON text by id. */
typedef struct
{
  OutlayTestPerson *person;
  char *cursor; /* (nullable) */
  GHashTable *expenses;
  GHashTable *categories;
  GHashTable *users;
  GHashTable *ever; /* ids of all expenses it was ever told of */
} Follower;

static void
follower_init (Follower *self, OutlayTestPerson *person)
{
  *self = (Follower) {
    .person = person,
    .expenses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .ever = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
}

static void
follower_clear (Follower *self)
{
  g_free (self->cursor);
  g_hash_table_unref (self->expenses);
  g_hash_table_unref (self->categories);
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->ever);
}

static void
apply (Follower *self, yyjson_val *change)
{
  const char *type = yyjson_get_str (yyjson_obj_get (change, "type"));
  const char *id = yyjson_get_str (yyjson_obj_get (change, "id"));
  yyjson_val *data = yyjson_obj_get (change, "data");
  GHashTable *table = g_str_equal (type, "expense")    ? self->expenses
                      : g_str_equal (type, "category") ? self->categories
                                                       : self->users;

  g_assert_cmpuint (yyjson_obj_size (change), ==, 4);
  if (table == self->expenses)
    g_hash_table_add (self->ever, g_strdup (id));

  if (yyjson_is_null (data))
    g_hash_table_remove (table, id);
  else
    {
      char *text = yyjson_val_write (data, 0, NULL);

      g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (data, "id")), ==, id);
      g_hash_table_insert (table, g_strdup (id), g_strdup (text));
      free (text);
    }
}

/* Follows the feed to its end, @limit changes at a time. */
static void
follow (Follower *self, guint limit)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path = self->cursor != NULL
                                  ? g_strdup_printf ("/api/v1/changes?limit=%u&since=%s", limit,
                                                     self->cursor)
                                  : g_strdup_printf ("/api/v1/changes?limit=%u", limit);
      g_autoptr (OutlayTestAnswer)
          answer = outlay_test_person_call (self->person, "GET", path, NULL, NULL);
      yyjson_val *changes = yyjson_obj_get (answer->json, "changes");
      yyjson_val *change;
      gint64 seq = 0;
      gsize i, n;

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpuint (yyjson_arr_size (changes), <=, limit);
      yyjson_arr_foreach (changes, i, n, change)
      {
        g_assert_cmpint (yyjson_get_sint (yyjson_obj_get (change, "seq")), >, seq);
        seq = yyjson_get_sint (yyjson_obj_get (change, "seq"));
        apply (self, change);
      }
      g_set_str (&self->cursor, outlay_test_answer_get_text (answer, "/cursor"));
      more = yyjson_get_bool (yyjson_obj_get (answer->json, "more"));
      g_assert_true (!more || yyjson_arr_size (changes) == limit);
    }
}

/* What was followed is what a reading of everything gives. */
static void
assert_whole (Follower *self)
{
  g_autoptr (OutlayTestAnswer) list = outlay_test_person_call (
      self->person, "GET", "/api/v1/expenses?limit=200", NULL, NULL);
  yyjson_val *item;
  gsize i, n;

  g_assert_cmpuint (outlay_test_answer_get_size (list, "/items"), ==,
                    g_hash_table_size (self->expenses));
  yyjson_arr_foreach (yyjson_obj_get (list->json, "items"), i, n, item)
  {
    char *text = yyjson_val_write (item, 0, NULL);

    g_assert_cmpstr (
        g_hash_table_lookup (self->expenses, yyjson_get_str (yyjson_obj_get (item, "id"))), ==,
        text);
    free (text);
  }
}

/* Something that somebody might do to one of @ids. What is refused changes nothing. */
static void
do_something (char **ids, const char *proof)
{
  OutlayTestPerson *owner = g_test_rand_bit () ? ada : rita;
  OutlayTestPerson *decider = owner == ada ? rita : &company.people[REX];
  guint at = (guint) g_test_rand_int_range (0, N_EXPENSES);
  g_autofree char *path = outlay_test_build_path (ids[at], NULL);
  g_autofree char *merchant = g_strdup_printf ("Shop %d", g_test_rand_int_range (0, 100));
  g_autofree char *day = g_strdup_printf ("2026-01-%02d", g_test_rand_int_range (1, 29));
  g_autofree char *body = outlay_test_build_body (merchant, 100, day, company.category, proof);
  static const char *const actions[] = { "submit",  "submit", "withdraw",
                                         "approve", "reject", "reopen" };
  const char *action = actions[g_test_rand_int_range (0, G_N_ELEMENTS (actions))];
  gboolean is_owners = g_str_equal (action, "submit") || g_str_equal (action, "withdraw");

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
    case 1:
      outlay_test_person_ask (owner, "PUT", path, "If-None-Match: *\r\n", body);
      break;
    case 2:
      outlay_test_person_ask (owner, "PUT", path, "If-Match: *\r\n", body);
      break;
    case 3:
      outlay_test_person_ask (owner, "DELETE", path, "If-Match: *\r\n", NULL);
      break;
    default:
      outlay_test_answer_free (
          outlay_test_person_act (is_owners ? owner : decider, ids[at], action, "why"));
      break;
    }
}

/* Whoever follows the feed, from the start or from anywhere, has what a reading of
 * everything gives. */
static void
test_replay (void)
{
  Follower followers[4];
  OutlayTestPerson *people[] = { ada, ben, rita, &company.people[AMIN] };
  char *ids[N_EXPENSES];
  g_autofree char *proof = outlay_test_person_send_proof (ada, 1);
  g_autofree char *same = outlay_test_person_send_proof (rita, 1);

  for (guint i = 0; i < N_EXPENSES; i++)
    ids[i] = outlay_uuid_new ();
  for (guint f = 0; f < G_N_ELEMENTS (followers); f++)
    follower_init (&followers[f], people[f]);

  for (guint step = 0; step < N_STEPS; step++)
    {
      do_something (ids, proof);
      if (g_test_rand_int_range (0, 5) > 0)
        continue;
      for (guint f = 0; f < G_N_ELEMENTS (followers); f++)
        if (g_test_rand_bit ())
          {
            follow (&followers[f], (guint) g_test_rand_int_range (1, 10));
            assert_whole (&followers[f]);
          }
    }

  for (guint f = 0; f < G_N_ELEMENTS (followers); f++)
    {
      Follower fresh;

      follow (&followers[f], 200);
      assert_whole (&followers[f]);
      follower_init (&fresh, people[f]);
      follow (&fresh, 7);
      assert_whole (&fresh);
      g_assert_cmpuint (g_hash_table_size (fresh.categories), >, 5);
      follower_clear (&fresh);
    }
  /* Ben has none, and is told of none; nor is anybody of what was never submitted. */
  g_assert_cmpuint (g_hash_table_size (followers[1].ever), ==, 0);

  for (guint f = 0; f < G_N_ELEMENTS (followers); f++)
    follower_clear (&followers[f]);
  for (guint i = 0; i < N_EXPENSES; i++)
    g_free (ids[i]);
}

static void
test_privacy (void)
{
  Follower follower;
  g_autofree char *private = outlay_test_company_file (&company, BEN, 20);
  g_autofree char *deleted = outlay_test_company_file (&company, BEN, 21);
  g_autofree char *withdrawn = outlay_test_company_file (&company, BEN, 22);
  g_autofree char *path = outlay_test_build_path (deleted, NULL);

  outlay_test_person_must (ben, withdrawn, "submit", NULL);
  follower_init (&follower, rita);
  follow (&follower, 50);
  g_assert_true (g_hash_table_contains (follower.expenses, withdrawn));

  outlay_test_person_must (ben, withdrawn, "withdraw", NULL);
  g_assert_cmpuint (outlay_test_person_ask (ben, "DELETE", path, "If-Match: *\r\n", NULL), ==, 204);
  follow (&follower, 50);
  g_assert_false (g_hash_table_contains (follower.expenses, withdrawn));
  g_assert_false (g_hash_table_contains (follower.ever, private));
  g_assert_false (g_hash_table_contains (follower.ever, deleted));
  follower_clear (&follower);
}

static void
test_categories (void)
{
  Follower follower;
  g_autofree char *path = NULL;
  g_autoptr (OutlayTestAnswer) made = NULL;
  const char *id;

  follower_init (&follower, ada);
  follow (&follower, 50);
  made = outlay_test_person_call (&company.people[AMIN], "POST", "/api/v1/categories", NULL,
                                  "{\"name\":\"Short-lived\"}");
  id = outlay_test_answer_get_text (made, "/id");
  follow (&follower, 50);
  g_assert_true (g_hash_table_contains (follower.categories, id));

  path = g_strconcat ("/api/v1/categories/", id, NULL);
  g_assert_cmpuint (
      outlay_test_person_ask (&company.people[AMIN], "DELETE", path, "If-Match: *\r\n", NULL), ==,
      204);
  follow (&follower, 50);
  g_assert_false (g_hash_table_contains (follower.categories, id));
  follower_clear (&follower);
}

#define N_WRITERS 4
#define N_WRITES 30

typedef struct
{
  OutlayTestPerson *person;
  char *ids[N_WRITES];
} Writer;

static gpointer
write_thread (gpointer data)
{
  Writer *self = data;

  for (guint i = 0; i < N_WRITES; i++)
    {
      g_autofree char *body = outlay_test_build_body ("At once", 100, "2026-02-02", NULL, NULL);
      g_autofree char *path = NULL;

      self->ids[i] = outlay_uuid_new ();
      path = outlay_test_build_path (self->ids[i], NULL);
      g_assert_cmpuint (
          outlay_test_person_ask (self->person, "PUT", path, "If-None-Match: *\r\n", body), ==,
          201);
    }

  return NULL;
}

/* While many write, whoever follows never steps over a change that is still on its way. */
static void
test_at_once (void)
{
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];
  Follower follower;

  follower_init (&follower, ben);
  for (guint w = 0; w < N_WRITERS; w++)
    {
      writers[w].person = ben;
      threads[w] = g_thread_new ("write", write_thread, &writers[w]);
    }

  for (guint i = 0; i < 100; i++)
    follow (&follower, 3);
  for (guint w = 0; w < N_WRITERS; w++)
    g_thread_join (threads[w]);
  follow (&follower, 3);

  for (guint w = 0; w < N_WRITERS; w++)
    for (guint i = 0; i < N_WRITES; i++)
      {
        g_assert_true (g_hash_table_contains (follower.expenses, writers[w].ids[i]));
        g_free (writers[w].ids[i]);
      }
  assert_whole (&follower);
  follower_clear (&follower);
}

/* Who is renamed has another name in every expense: they and the reviewers are told. */
static void
test_rename (void)
{
  OutlayTestPerson *told[] = { ben, rita };
  g_autofree char *path = g_strconcat ("/api/v1/users/", ben->id, NULL);
  g_autofree char *id = outlay_test_company_file (&company, BEN, 30);
  g_autoptr (OutlayTestAnswer) read = NULL;
  Follower stranger;

  g_assert_cmpuint (outlay_test_person_ask (&company.people[AMIN], "PATCH", path, NULL,
                                            "{\"name\":\"Benjamin\"}"),
                    ==, 200);
  read = outlay_test_person_get (ben, id);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/owner/name"), ==, "Benjamin");

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *expected = g_strdup_printf (
          "{\"id\":\"%s\",\"name\":\"Benjamin\",\"department\":null}", ben->id);
      Follower follower;

      follower_init (&follower, told[i]);
      follow (&follower, 50);
      g_assert_cmpstr (g_hash_table_lookup (follower.users, ben->id), ==, expected);
      assert_whole (&follower);
      follower_clear (&follower);
    }

  follower_init (&stranger, ada);
  follow (&stranger, 50);
  g_assert_cmpuint (g_hash_table_size (stranger.users), ==, 0);
  follower_clear (&stranger);
}

static void
test_cursors (void)
{
  static const struct
  {
    const char *query;
    guint status;
  } cases[] = {
    { "since=0", 200 },   { "since=", 200 },        { "since=1", 200 },      { "since=e1", 200 },
    { "since=r1", 410 },  { "since=e999999", 410 }, { "since=999999", 410 }, { "since=x", 400 },
    { "since=-1", 400 },  { "since=e", 400 },       { "since=1.5", 400 },    { "limit=0", 400 },
    { "limit=201", 400 }, { "since=e-1", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/changes?", cases[i].query, NULL);

      g_test_message ("%s", path);
      g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, cases[i].status);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  outlay_test_company_set_up (&company);

  g_test_add_func ("/server/changes/replay", test_replay);
  g_test_add_func ("/server/changes/privacy", test_privacy);
  g_test_add_func ("/server/changes/categories", test_categories);
  g_test_add_func ("/server/changes/at-once", test_at_once);
  g_test_add_func ("/server/changes/rename", test_rename);
  g_test_add_func ("/server/changes/cursors", test_cursors);

  status = g_test_run ();
  outlay_test_company_tear_down (&company);
  return status;
}
