/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-import.h"

#include <string.h>
#include <yyjson.h>

#include "core/outlay-time.h"
#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "pack/outlay-pack-assembly.h"
#include "pack/outlay-pack-expense-json.h"
#include "server/command/outlay-pack-adopt.h"
#include "server/command/outlay-pack-names.h"
#include "server/command/outlay-pack-source.h"
#include "server/history/outlay-audit-store.h"
#include "server/people/outlay-policy-store.h"

/* Expenses in one transaction. */
#define BATCH 100

typedef struct
{
  OutlayPackImport *import;
  OutlayPackNames *names;
  char *currency;     /* (nullable): that the company reckons in */
  GHashTable *packed; /* hashes of the proofs in the pack */
  GHashTable *wanted; /* ids of the expenses that are new */
  GHashTable *needed; /* hashes of the proofs they name, to their owners' ids in the company */
  gint64 now;
  guint n_open; /* expenses in the open transaction */
  gboolean is_matched;
} Run;

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (
      error, g_error_new_valist (OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_REFUSED, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* --- in the company's terms --- */

static void
translate_facts (Run *run, OutlayPackAssembly *to, OutlayPackFacts *facts)
{
  facts->category = outlay_pack_assembly_keep (
      to, outlay_pack_names_find_category (run->names, facts->category));
}

/* @expense as it would be exported from the company, or %NULL where somebody cannot be found. Texts
 * are borrowed from @expense too. */
static OutlayPackAssembly *
translate (Run *run, const OutlayPackExpense *expense)
{
  g_autoptr (OutlayPackAssembly) to = outlay_pack_assembly_new ();

  to->expense = *expense;
  to->expense.owner = outlay_pack_names_find_person (run->names, expense->owner);
  if (to->expense.owner == NULL)
    return NULL;
  translate_facts (run, to, &to->expense.facts);

  for (guint i = 0; i < expense->n_events; i++)
    {
      OutlayPackEvent event = expense->events[i];

      event.actor = outlay_pack_names_find_person (run->names, event.actor);
      event.seq = 0;
      event.hash = NULL;
      if (event.actor == NULL)
        return NULL;
      if (event.facts != NULL)
        {
          OutlayPackFacts *facts = outlay_pack_assembly_add_facts (to);

          *facts = *event.facts;
          translate_facts (run, to, facts);
          event.facts = facts;
        }
      outlay_pack_assembly_add_event (to, &event);
    }

  outlay_pack_assembly_end (to);
  return g_steal_pointer (&to);
}

/* --- what is to be done --- */

static gboolean
is_same (const OutlayPackExpense *expense, const OutlayPackExpense *stored)
{
  g_autoptr (OutlayPackAssembly) bare = outlay_pack_assembly_new ();
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);

  /* Its place in the chain is the company's own. */
  bare->expense = *stored;
  for (guint i = 0; i < stored->n_events; i++)
    {
      OutlayPackEvent event = stored->events[i];

      event.seq = 0;
      event.hash = NULL;
      outlay_pack_assembly_add_event (bare, &event);
    }
  outlay_pack_json_append_expense (one, expense, TRUE);
  outlay_pack_json_append_expense (other, outlay_pack_assembly_end (bare), TRUE);

  return g_string_equal (one, other);
}

static gboolean
has_history (const OutlayPackExpense *expense)
{
  if (expense->n_events == 0)
    return expense->state == OUTLAY_STATE_DRAFT;

  for (guint i = 0; i < expense->n_events; i++)
    if (expense->events[i].facts == NULL)
      return FALSE;

  return expense->submitted_at != 0;
}

static gboolean
has_proofs (Run *run, const OutlayPackExpense *expense, gboolean *has_all, GError **error)
{
  g_autoptr (GPtrArray) proofs = outlay_pack_expense_list_proofs (expense);

  *has_all = TRUE;
  for (guint i = 0; i < proofs->len && *has_all; i++)
    {
      g_autoptr (OutlayStoredProof) proof = NULL;

      if (g_hash_table_contains (run->packed, proofs->pdata[i]))
        continue;
      if (!outlay_proof_store_get (run->import->db, run->import->company, proofs->pdata[i], &proof,
                                   error))
        return FALSE;
      *has_all = proof != NULL && outlay_proof_vault_has (run->import->vault, proof);
    }

  return TRUE;
}

static gboolean
decide (Run *run, const OutlayPackExpense *expense, OutlayPackFate *fate, GError **error)
{
  g_autoptr (OutlayPackAssembly) translated = translate (run, expense);
  g_autoptr (OutlayPackAssembly) stored = NULL;
  gboolean has_all;

  if (!outlay_pack_source_get (run->import->db, run->import->company, expense->id, &stored,
                               error) ||
      !has_proofs (run, expense, &has_all, error))
    return FALSE;

  if (translated == NULL)
    *fate = stored != NULL ? OUTLAY_PACK_FATE_DIFFERENT : OUTLAY_PACK_FATE_NO_OWNER;
  else if (stored != NULL)
    *fate = is_same (&translated->expense, &stored->expense) ? OUTLAY_PACK_FATE_KNOWN
                                                             : OUTLAY_PACK_FATE_DIFFERENT;
  else if (!has_history (expense))
    *fate = OUTLAY_PACK_FATE_NO_HISTORY;
  else
    *fate = has_all ? OUTLAY_PACK_FATE_NEW : OUTLAY_PACK_FATE_NO_PROOF;

  return TRUE;
}

static void
plan (Run *run, const OutlayPackExpense *expense)
{
  g_autoptr (GPtrArray) proofs = outlay_pack_expense_list_proofs (expense);
  const char *owner = outlay_pack_names_find_person (run->names, expense->owner);

  g_hash_table_add (run->wanted, g_strdup (expense->id));
  for (guint i = 0; i < proofs->len; i++)
    if (!g_hash_table_contains (run->needed, proofs->pdata[i]))
      g_hash_table_insert (run->needed, g_strdup (proofs->pdata[i]), g_strdup (owner));

  outlay_pack_names_use (run->names, expense->owner, expense->facts.category);
  for (guint i = 0; i < expense->n_events; i++)
    {
      const OutlayPackEvent *event = &expense->events[i];

      outlay_pack_names_use (run->names, event->actor,
                             event->facts != NULL ? event->facts->category : NULL);
    }
}

static const char *const remarks[OUTLAY_PACK_N_FATES] = {
  [OUTLAY_PACK_FATE_DIFFERENT] = "is there already, and says something else",
  [OUTLAY_PACK_FATE_NO_PROOF] = "names a proof that is not in the pack",
  [OUTLAY_PACK_FATE_NO_HISTORY] = "is no draft, and the pack does not have its history",
  [OUTLAY_PACK_FATE_NO_OWNER] = "names somebody without a usable address",
};

static gboolean
plan_cb (const OutlayPackExpense *expense, OutlayPackBook *book, gpointer data, GError **error)
{
  Run *run = data;
  OutlayPackFate fate;

  if (!run->is_matched)
    outlay_pack_names_match (run->names, book);
  run->is_matched = TRUE;

  if (expense->is_converted && g_strcmp0 (expense->converted.currency, run->currency) != 0)
    return refuse (error, "the pack reckons in %s and the company in %s: nothing was changed",
                   expense->converted.currency,
                   run->currency != NULL ? run->currency : "no currency; set it in its policy");
  if (!decide (run, expense, &fate, error))
    return FALSE;

  run->import->n_fates[fate]++;
  if (fate == OUTLAY_PACK_FATE_NEW)
    plan (run, expense);
  else if (remarks[fate] != NULL)
    {
      g_autofree char *line = g_strdup_printf ("the expense %s %s", expense->id, remarks[fate]);

      run->import->say (line);
    }

  return TRUE;
}

/* --- people, categories, audit --- */

static char *
write_detail (Run *run)
{
  const OutlayPackManifest *manifest = outlay_pack_reader_get_manifest (run->import->reader);
  const OutlayPackTitle *title = &manifest->title;
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 256);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "pack");
  outlay_json_writer_text (&json, outlay_pack_reader_get_digest (run->import->reader));
  outlay_json_writer_name (&json, "company");
  outlay_json_writer_text (&json, title->company_name);
  outlay_json_writer_name (&json, "made_at");
  outlay_json_writer_time (&json, title->made_at);
  outlay_json_writer_name (&json, "expenses");
  outlay_json_writer_int (&json, g_hash_table_size (run->wanted));
  outlay_json_writer_end_object (&json);

  return outlay_json_writer_end (&json, &length);
}

static gboolean
begin (Run *run, GError **error)
{
  OutlayConnection *db = run->import->db;

  if (!outlay_connection_begin (db, error))
    return FALSE;
  if (outlay_connection_serialize (db, run->import->company, error))
    return TRUE;

  outlay_connection_rollback (db);
  return FALSE;
}

static gboolean
end (Run *run, gboolean is_done, GError **error)
{
  if (is_done && outlay_connection_commit (run->import->db, error))
    return TRUE;

  outlay_connection_rollback (run->import->db);
  return FALSE;
}

static gboolean
make_names (Run *run, GError **error)
{
  OutlayPackImport *import = run->import;
  char *detail = write_detail (run);
  gboolean is_done = begin (run, error);

  if (is_done)
    is_done = end (
        run,
        outlay_pack_names_make (run->names, import->db, run->now, &import->n_people,
                                &import->n_categories, &import->n_strangers, error) &&
            outlay_audit_store_add (
                import->db, import->company,
                &(OutlayAuditEntry) { .kind = OUTLAY_AUDIT_EXPENSES_IMPORTED, .detail = detail },
                run->now, error),
        error);
  free (detail);
  return is_done;
}

/* --- proofs --- */

static gboolean
wants_proof_cb (const char *sha256, gpointer data)
{
  return g_hash_table_contains (((Run *) data)->needed, sha256);
}

/* The row beside a file that is on disk. */
static gboolean
write_row (Run *run,
           const char *sha256,
           const OutlayStoredProof *proof,
           const OutlayProofFormat *format,
           GError **error)
{
  OutlayConnection *db = run->import->db;
  const char *company = run->import->company;
  g_autoptr (OutlayStoredProof) known = NULL;
  gboolean is_moved;

  if (!outlay_connection_serialize (db, proof->path, error) ||
      !outlay_proof_store_get (db, company, sha256, &known, error))
    return FALSE;
  if (known != NULL && !g_str_equal (known->path, proof->path) &&
      !outlay_proof_vault_has (run->import->vault, known) &&
      !outlay_proof_store_move (db, company, sha256, known->path, proof->path, proof->key_id,
                                &is_moved, error))
    return FALSE;

  return (known != NULL || outlay_proof_store_insert (db, company, sha256, proof, format->width,
                                                      format->height, run->now, error)) &&
         outlay_proof_store_note_upload (db, company, sha256,
                                         g_hash_table_lookup (run->needed, sha256), error);
}

static gboolean
keep_proof_cb (const char *sha256, GBytes *bytes, gpointer data, GError **error)
{
  Run *run = data;
  OutlayProofVault *vault = run->import->vault;
  g_autoptr (OutlayProofKeys) keys = outlay_proof_vault_dup_keys (vault);
  g_autoptr (OutlayStoredProof) proof = NULL;
  OutlaySealContext context = { run->import->company, sha256, (gint64) g_bytes_get_size (bytes) };
  OutlayProofFormat format;

  if (!outlay_proof_format_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &format,
                                 error))
    return FALSE;

  if (!outlay_proof_store_get (run->import->db, context.company, sha256, &proof, error))
    return FALSE;
  if (proof == NULL || !outlay_proof_vault_has (vault, proof))
    {
      g_clear_pointer (&proof, outlay_stored_proof_free);
      proof = g_new0 (OutlayStoredProof, 1);
      proof->mime = g_strdup (outlay_proof_type_to_mime (format.type));
      proof->size = context.size;
      outlay_proof_vault_choose_place (vault, keys, &context, run->now, proof);
      if (!outlay_proof_vault_write (vault, &context, proof, bytes, error))
        return FALSE;
      run->import->n_proofs++;
    }

  return begin (run, error) && end (run, write_row (run, sha256, proof, &format, error), error);
}

/* --- expenses --- */

static gboolean
write_cb (const OutlayPackExpense *expense, OutlayPackBook *book, gpointer data, GError **error)
{
  Run *run = data;
  g_autoptr (OutlayPackAssembly) translated = NULL;

  if (!g_hash_table_contains (run->wanted, expense->id))
    return TRUE;
  if (run->n_open == 0 && !begin (run, error))
    return FALSE;

  translated = translate (run, expense);
  if (translated == NULL ||
      !outlay_pack_adopt (run->import->db, run->import->company, &translated->expense, error))
    {
      run->n_open = 0;
      return end (run, FALSE, error);
    }

  if (++run->n_open < BATCH)
    return TRUE;

  run->n_open = 0;
  return end (run, TRUE, error);
}

/* --- the whole --- */

static gboolean
read_company (Run *run, GError **error)
{
  g_auto (OutlayStoredPolicy) policy = { 0 };
  const OutlayPackManifest *manifest = outlay_pack_reader_get_manifest (run->import->reader);
  char sha256[65];

  if (!outlay_policy_store_get (run->import->db, run->import->company, &policy, error))
    return FALSE;
  if (*policy.policy.home != '\0')
    run->currency = g_strdup (policy.policy.home);

  for (guint i = 0; i < manifest->files->len; i++)
    {
      const OutlayPackFile *file = manifest->files->pdata[i];

      if (outlay_pack_name_read_proof (file->name, sha256))
        g_hash_table_add (run->packed, g_strdup (sha256));
    }

  run->names = outlay_pack_names_new (run->import->db, run->import->company, run->import->nobody,
                                      error);
  return run->names != NULL;
}

static gboolean
write_all (Run *run, GError **error)
{
  OutlayPackReader *reader = run->import->reader;

  if (!make_names (run, error) ||
      !outlay_pack_reader_visit_proofs (reader, wants_proof_cb, keep_proof_cb, run, error))
    return FALSE;
  if (!outlay_pack_reader_visit_expenses (reader, write_cb, run, error))
    {
      if (run->n_open > 0)
        end (run, FALSE, NULL);
      return FALSE;
    }

  return run->n_open == 0 || end (run, TRUE, error);
}

gboolean
outlay_pack_import_run (OutlayPackImport *self, GError **error)
{
  Run run = {
    .import = self,
    .packed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .now = g_get_real_time (),
  };
  gboolean is_done = read_company (&run, error) &&
                     outlay_pack_reader_visit_expenses (self->reader, plan_cb, &run, error) &&
                     (g_hash_table_size (run.wanted) == 0 || write_all (&run, error));

  outlay_pack_names_free (run.names);
  g_hash_table_unref (run.packed);
  g_hash_table_unref (run.wanted);
  g_hash_table_unref (run.needed);
  g_free (run.currency);
  return is_done;
}
