/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-ledger.h"

#include <glib/gstdio.h>
#include <string.h>

#include "client/ledger/outlay-expense-table.h"

static void
open_workspace (TestLedger *self)
{
  g_autoptr (GError) error = NULL;

  self->workspace = outlay_workspace_open (self->account, &error);
  g_assert_no_error (error);
  self->store = outlay_workspace_get_expense_store (self->workspace);
  self->outbox = outlay_workspace_get_outbox (self->workspace);
}

static TestLedger *
start (void)
{
  TestLedger *self = g_new0 (TestLedger, 1);
  g_autoptr (GError) error = NULL;

  self->path = g_dir_make_tmp ("outlay-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_file_new_for_path (self->path);

  return self;
}

TestLedger *
test_ledger_new (void)
{
  TestLedger *self = start ();
  g_autoptr (GError) error = NULL;

  self->account = outlay_account_new_on_device (self->folder, &error);
  g_assert_no_error (error);
  open_workspace (self);

  return self;
}

TestLedger *
test_ledger_new_at (OutlayRole role)
{
  TestLedger *self = start ();
  g_autoptr (OutlayCategory) category = NULL;
  OutlayPage *page = outlay_page_new ();
  g_autoptr (GError) error = NULL;
  OutlayAccountIdentity identity = { .server = "http://127.0.0.1:9",
                                     .email = "ada@example.com",
                                     .user_id = TEST_USER,
                                     .user_name = "Ada",
                                     .role = role,
                                     .company_name = "Example" };

  self->account = outlay_account_new_at_company (self->folder, &identity, &error);
  g_assert_no_error (error);
  open_workspace (self);

  category = outlay_category_new (TEST_CATEGORY, "Travel", "airplane-symbolic", "blue", FALSE);
  outlay_page_add_category (page, category);
  test_await (outlay_page_apply (page, outlay_workspace_get_database (self->workspace), NULL));

  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
close_workspace (TestLedger *self)
{
  outlay_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
test_ledger_free (TestLedger *self)
{
  if (self->workspace != NULL)
    close_workspace (self);
  g_clear_object (&self->account);
  remove_tree (self->path);
  g_clear_object (&self->folder);
  g_free (self->path);
  g_free (self);
}

void
test_ledger_reopen (TestLedger *self)
{
  close_workspace (self);
  open_workspace (self);
}

static gboolean
do_nothing (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  return TRUE;
}

void
test_ledger_settle (TestLedger *self)
{
  OutlayDatabase *database = outlay_workspace_get_database (self->workspace);

  /* What a list asks for when it hears of a change comes after what was asked for before. */
  for (int i = 0; i < 3; i++)
    {
      test_await (outlay_database_read (database, do_nothing, NULL, NULL));
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }
}

char *
test_ledger_save (TestLedger *self, const char *merchant, const char *amount, const char *day)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", day);

  g_object_set (draft, "merchant", merchant, "amount-text", amount, NULL);

  return test_await_string (outlay_expense_store_save (self->store, draft));
}

char *
test_ledger_save_complete (TestLedger *self, const char *merchant, const char *text)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
  g_autofree char *sha256 = test_ledger_import (self, text);

  g_object_set (draft, "merchant", merchant, "amount-text", "12.50", "category", TEST_CATEGORY,
                NULL);
  outlay_expense_draft_add_proof (draft, sha256);

  return test_await_string (outlay_expense_store_save (self->store, draft));
}

OutlayExpense *
test_ledger_get (TestLedger *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  OutlayExpense *expense = outlay_expense_store_get (self->store, id, &error);

  g_assert_no_error (error);

  return expense;
}

/* CRC-32 of PNG (ISO 3309). */
static guint32
crc_of (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }

  return ~crc;
}

static void
append_chunk (GByteArray *png, const char *type, gconstpointer data, gsize size)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE ((guint32) size);
  guint32 crc;

  g_byte_array_append (body, (const guint8 *) type, 4);
  g_byte_array_append (body, data, (guint) size);
  crc = GUINT32_TO_BE (crc_of (body->data, body->len));
  g_byte_array_append (png, (const guint8 *) &length, 4);
  g_byte_array_append (png, body->data, body->len);
  g_byte_array_append (png, (const guint8 *) &crc, 4);
}

char *
test_ledger_import (TestLedger *self, const char *text)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 header[] = { 0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0 };
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", text, strlen (text));
  append_chunk (png, "IEND", "", 0);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&png));

  return test_await_string (
      outlay_proof_store_import_bytes (outlay_workspace_get_proof_store (self->workspace), bytes));
}

OutlayExpenseInit
test_company_expense (const char *id, const char *owner, OutlayState state, gint64 revision)
{
  return (OutlayExpenseInit) {
    .id = id,
    .owner_id = owner,
    .owner_name = g_str_equal (owner, TEST_USER) ? "Ada" : "Grace",
    .merchant = "Nero",
    .amount = { 420, "EUR" },
    .day = "2026-11-18",
    .category = TEST_CATEGORY,
    .note = "",
    .proof_digest = "",
    .reuploads_left = 2,
    .state = state,
    .revision = revision,
    .created_at = "2026-11-18T08:00:00.000Z",
    .updated_at = "2026-11-18T09:00:00.000Z",
  };
}

void
test_ledger_bring (TestLedger *self, const OutlayExpenseInit *init)
{
  OutlayPage *page = outlay_page_new ();

  outlay_page_add_expense (page, init);
  test_await (outlay_page_apply (page, outlay_workspace_get_database (self->workspace), "1"));
}

OutlayParcel *
test_ledger_take (TestLedger *self)
{
  g_autoptr (DexFuture) future = test_settle (outlay_outbox_take_next (self->outbox));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);

  return g_value_dup_boxed (value);
}

guint
test_ledger_deliver (TestLedger *self)
{
  guint n_sent = 0;

  for (;;)
    {
      g_autoptr (OutlayParcel) parcel = test_ledger_take (self);
      OutlayExpenseInit answer;

      if (parcel == NULL)
        return n_sent;

      n_sent++;
      if (parcel->expense == NULL || parcel->kind == OUTLAY_OUTBOX_DELETE)
        {
          test_await (outlay_outbox_mark_sent (self->outbox, parcel->id, NULL));
          continue;
        }
      test_ledger_init_of (parcel->expense, &answer);
      answer.revision = parcel->revision + 1;
      answer.updated_at = "2026-11-20T12:00:00.000Z";
      test_await (outlay_outbox_mark_sent (self->outbox, parcel->id, &answer));
    }
}

void
test_ledger_init_of (OutlayExpense *expense, OutlayExpenseInit *init)
{
  outlay_expense_table_init_of (expense, init);
}
