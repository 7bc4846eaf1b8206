/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-line.h"

#include <string.h>

#include "core/expense/outlay-category-check.h"
#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-policy.h"
#include "core/money/outlay-rate.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "core/proof/outlay-digest.h"
#include "pack/outlay-pack-text.h"

#define NAME_MAX_CHARS 1000
#define ID_MAX_CHARS 64
#define RATE_MAX_CHARS 40

/* More than two re-uploads need; more than this is no history of one expense. */
#define MAX_EVENTS 1000

struct _OutlayPackLine
{
  yyjson_doc *doc;
  OutlayPackExpense expense;
  OutlayPackEvent *events;
  OutlayPackFacts *facts; /* of the events */
  GPtrArray *lists;       /* of proofs */
  GPtrArray *texts;       /* digests that were worked out */
};

void
outlay_pack_line_free (OutlayPackLine *self)
{
  if (self == NULL)
    return;

  yyjson_doc_free (self->doc);
  g_free (self->events);
  g_free (self->facts);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

const OutlayPackExpense *
outlay_pack_line_get_expense (OutlayPackLine *self)
{
  return &self->expense;
}

static gboolean
get_id (yyjson_val *object, const char *member, const char **id, GError **error)
{
  return outlay_pack_text_get (object, member, ID_MAX_CHARS, FALSE, id, error) &&
         (**id != '\0' || outlay_pack_text_fail (error, member, "is empty"));
}

static gboolean
read_proofs (OutlayPackLine *self, yyjson_val *object, OutlayPackFacts *facts, GError **error)
{
  yyjson_val *proofs = yyjson_obj_get (object, "proofs");
  yyjson_val *proof;
  const char **list;
  gsize i, n;

  if (!yyjson_is_arr (proofs) || yyjson_arr_size (proofs) > OUTLAY_PROOFS_MAX)
    return outlay_pack_text_fail (error, "proofs", "is no list, or too long");

  list = g_new0 (const char *, yyjson_arr_size (proofs) + 1);
  g_ptr_array_add (self->lists, list);
  facts->proofs = list;
  yyjson_arr_foreach (proofs, i, n, proof)
  {
    if (!yyjson_is_str (proof))
      return outlay_pack_text_fail (error, "proofs", "names something that is no SHA-256");
    list[i] = yyjson_get_str (proof);
  }

  return TRUE;
}

/* What core asks of a draft everything has kept to that was ever stored. */
static gboolean
check_facts (const OutlayPackFacts *facts, GError **error)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  const OutlayExpenseFields fields = {
    .merchant = facts->merchant,
    .amount = facts->amount,
    .day = facts->day,
    .category = facts->category,
    .note = facts->note,
    .proofs = facts->proofs,
  };

  outlay_expense_check_draft (&fields, complaints);
  if (complaints->len == 0)
    return TRUE;

  return outlay_pack_text_fail (
      error, g_array_index (complaints, OutlayComplaint, 0).field,
      outlay_complaint_code_to_string (g_array_index (complaints, OutlayComplaint, 0).code));
}

static gboolean
read_facts (OutlayPackLine *self, yyjson_val *object, OutlayPackFacts *facts, GError **error)
{
  char *digest;

  if (!outlay_pack_text_get (object, "merchant", OUTLAY_MERCHANT_MAX, FALSE, &facts->merchant,
                             error) ||
      !outlay_pack_text_get_money (object, "amount", &facts->amount, error) ||
      !outlay_pack_text_get (object, "day", 10, FALSE, &facts->day, error) ||
      !outlay_pack_text_get_nullable (object, "category", OUTLAY_CATEGORY_ID_MAX, &facts->category,
                                      error) ||
      !outlay_pack_text_get (object, "note", OUTLAY_NOTE_MAX, TRUE, &facts->note, error) ||
      !read_proofs (self, object, facts, error) || !check_facts (facts, error))
    return FALSE;

  digest = outlay_digest_of_proofs (facts->proofs);
  g_ptr_array_add (self->texts, digest);
  facts->proof_digest = digest;
  return TRUE;
}

static gboolean
read_digest (yyjson_val *object, const char *expected, const char **digest, GError **error)
{
  if (!outlay_pack_text_get (object, "proof_digest", OUTLAY_DIGEST_LENGTH, FALSE, digest, error))
    return FALSE;

  if (**digest != '\0' && !outlay_digest_is_valid (*digest))
    return outlay_pack_text_fail (error, "proof_digest", "is no SHA-256");

  return expected == NULL || g_str_equal (*digest, expected) ||
         outlay_pack_text_fail (error, "proof_digest", "is not the digest of the proofs");
}

static gboolean
read_state (yyjson_val *object, const char *member, OutlayState *state, GError **error)
{
  const char *text;

  return outlay_pack_text_get (object, member, ID_MAX_CHARS, FALSE, &text, error) &&
         (outlay_state_from_string (text, state) ||
          outlay_pack_text_fail (error, member, "is no state"));
}

/* Whether the workflow has such an arrow at all. */
static gboolean
is_arrow (const OutlayPackEvent *event)
{
  for (guint i = 0; i < 2; i++)
    {
      const OutlayWorkflowFacts facts = {
        .role = OUTLAY_ROLE_ADMIN,
        .is_owner = i == 0,
        .is_complete = TRUE,
        .is_current = TRUE,
        .has_reason = TRUE,
        .is_new_proof = TRUE,
      };
      OutlayState to;

      if (outlay_workflow_judge (event->from, event->action, &facts, &to) ==
              OUTLAY_VERDICT_ALLOWED &&
          to == event->to)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_event (OutlayPackLine *self, yyjson_val *object, guint i, GError **error)
{
  OutlayPackEvent *event = &self->events[i];
  OutlayPackFacts *facts = &self->facts[i];
  yyjson_val *then = yyjson_obj_get (object, "facts");
  const char *action;

  if (!outlay_pack_text_check (object, 11, "events", error) ||
      !outlay_pack_text_get_int (object, "seq", 0, &event->seq, error) ||
      !outlay_pack_text_get_time (object, "at", FALSE, &event->at, error) ||
      !get_id (object, "actor", &event->actor, error) ||
      !outlay_pack_text_get (object, "action", ID_MAX_CHARS, FALSE, &action, error) ||
      !read_state (object, "from", &event->from, error) ||
      !read_state (object, "to", &event->to, error) ||
      !outlay_pack_text_get (object, "reason", OUTLAY_REASON_MAX, TRUE, &event->reason, error) ||
      !outlay_pack_text_get_int (object, "revision", 1, &event->revision, error) ||
      !outlay_pack_text_get_nullable (object, "hash", OUTLAY_DIGEST_LENGTH, &event->hash, error))
    return FALSE;

  if (!outlay_action_from_string (action, &event->action) || !is_arrow (event) ||
      event->from != (i > 0 ? self->events[i - 1].to : OUTLAY_STATE_DRAFT))
    return outlay_pack_text_fail (error, "action", "does not lead from one state to the next");

  if (!yyjson_is_null (then))
    {
      if (!outlay_pack_text_check (then, 6, "facts", error) ||
          !read_facts (self, then, facts, error))
        return FALSE;
      event->facts = facts;
    }

  return read_digest (object, event->facts != NULL ? facts->proof_digest : NULL,
                      &event->proof_digest, error);
}

static gboolean
read_events (OutlayPackLine *self, yyjson_val *root, GError **error)
{
  yyjson_val *events = yyjson_obj_get (root, "events");
  yyjson_val *event;
  gsize i, n;

  if (!yyjson_is_arr (events) || yyjson_arr_size (events) > MAX_EVENTS)
    return outlay_pack_text_fail (error, "events", "is no list, or too long");

  n = yyjson_arr_size (events);
  self->events = g_new0 (OutlayPackEvent, n);
  self->facts = g_new0 (OutlayPackFacts, n);
  self->expense.events = self->events;
  self->expense.n_events = (guint) n;
  yyjson_arr_foreach (events, i, n, event)
  {
    if (!read_event (self, event, (guint) i, error))
      return FALSE;
  }

  return self->expense.n_events == 0 ||
         self->events[self->expense.n_events - 1].to == self->expense.state ||
         outlay_pack_text_fail (error, "events", "does not lead to the state it is in");
}

/* Whether the amount is what the rate makes of the expense's own, as anybody can work out. */
static gboolean
is_converted_rightly (const OutlayPackExpense *expense)
{
  const OutlayMoney *amount = &expense->facts.amount;
  OutlayMoney converted;
  OutlayRate rate;

  return expense->state != OUTLAY_STATE_DRAFT &&
         !g_str_equal (amount->currency, expense->converted.currency) &&
         outlay_rate_parse (expense->rate, &rate, NULL) &&
         outlay_rate_convert (&rate, amount, expense->converted.currency, &converted, NULL) &&
         outlay_money_equal (&converted, &expense->converted);
}

static gboolean
read_conversion (OutlayPackExpense *expense, yyjson_val *root, GError **error)
{
  yyjson_val *converted = yyjson_obj_get (root, "converted");

  if (yyjson_is_null (converted))
    return TRUE;

  expense->is_converted = TRUE;
  if (!outlay_pack_text_check (converted, 3, "converted", error) ||
      !outlay_pack_text_get_money (converted, "amount", &expense->converted, error) ||
      !outlay_pack_text_get (converted, "rate", RATE_MAX_CHARS, FALSE, &expense->rate, error) ||
      !outlay_pack_text_get (converted, "rate_day", 10, FALSE, &expense->rate_day, error))
    return FALSE;
  if (!outlay_day_is_valid (expense->rate_day))
    return outlay_pack_text_fail (error, "rate_day", "is no day");

  return is_converted_rightly (expense) ||
         outlay_pack_text_fail (error, "converted", "is not what its rate makes of the amount");
}

static gboolean
read_expense (OutlayPackLine *self, yyjson_val *root, GError **error)
{
  OutlayPackExpense *expense = &self->expense;
  const char *digest;
  gint64 version;

  if (!outlay_pack_text_check (root, 17, "expense", error) ||
      !get_id (root, "id", &expense->id, error) ||
      !get_id (root, "owner", &expense->owner, error) ||
      !read_facts (self, root, &expense->facts, error) ||
      !read_digest (root, expense->facts.proof_digest, &digest, error) ||
      !outlay_pack_text_get_int (root, "proof_version", 0, &version, error) ||
      !read_state (root, "state", &expense->state, error) ||
      !outlay_pack_text_get_int (root, "revision", 0, &expense->revision, error) ||
      !read_conversion (expense, root, error) ||
      !outlay_pack_text_get_time (root, "submitted_at", TRUE, &expense->submitted_at, error) ||
      !outlay_pack_text_get_time (root, "created_at", TRUE, &expense->created_at, error) ||
      !outlay_pack_text_get_time (root, "updated_at", TRUE, &expense->updated_at, error) ||
      !read_events (self, root, error))
    return FALSE;

  if (!outlay_uuid_is_valid (expense->id))
    return outlay_pack_text_fail (error, "id", "is no UUID");
  if (version > OUTLAY_MAX_REUPLOADS)
    return outlay_pack_text_fail (error, "proof_version", "is more than there may be");

  expense->proof_version = (guint) version;
  return TRUE;
}

static yyjson_doc *
parse (const char *text, gsize length, GError **error)
{
  yyjson_read_err problem;
  yyjson_doc *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_NOFLAG, NULL, &problem);

  if (doc == NULL)
    g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX, "no JSON: %s", problem.msg);

  return doc;
}

OutlayPackLine *
outlay_pack_line_read (const char *text, gsize length, GError **error)
{
  g_autoptr (OutlayPackLine) self = g_new0 (OutlayPackLine, 1);

  self->lists = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->doc = parse (text, length, error);
  if (self->doc == NULL || !read_expense (self, yyjson_doc_get_root (self->doc), error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
read_person (OutlayPackBook *book, yyjson_val *root, GError **error)
{
  const char *id, *name, *email;

  if (!outlay_pack_text_check (root, 3, "person", error) || !get_id (root, "id", &id, error) ||
      !outlay_pack_text_get (root, "name", NAME_MAX_CHARS, FALSE, &name, error) ||
      !outlay_pack_text_get (root, "email", NAME_MAX_CHARS, FALSE, &email, error))
    return FALSE;

  return outlay_pack_book_add_person (book, id, name, email) ||
         outlay_pack_text_fail (error, "id", "is there twice");
}

static gboolean
read_category (OutlayPackBook *book, yyjson_val *root, GError **error)
{
  const char *id, *name, *icon, *color;
  gboolean is_archived;

  if (!outlay_pack_text_check (root, 5, "category", error) || !get_id (root, "id", &id, error) ||
      !outlay_pack_text_get (root, "name", NAME_MAX_CHARS, FALSE, &name, error) ||
      !outlay_pack_text_get (root, "icon", OUTLAY_CATEGORY_ICON_MAX, FALSE, &icon, error) ||
      !outlay_pack_text_get (root, "color", OUTLAY_CATEGORY_ICON_MAX, FALSE, &color, error) ||
      !outlay_pack_text_get_bool (root, "archived", &is_archived, error))
    return FALSE;

  return outlay_pack_book_add_category (book, id, name, icon, color, is_archived) ||
         outlay_pack_text_fail (error, "id", "is there twice");
}

gboolean
outlay_pack_json_read_person (OutlayPackBook *book, const char *text, gsize length, GError **error)
{
  yyjson_doc *doc = parse (text, length, error);
  gboolean is_read = doc != NULL && read_person (book, yyjson_doc_get_root (doc), error);

  yyjson_doc_free (doc);
  return is_read;
}

gboolean
outlay_pack_json_read_category (OutlayPackBook *book, const char *text, gsize length, GError **error)
{
  yyjson_doc *doc = parse (text, length, error);
  gboolean is_read = doc != NULL && read_category (book, yyjson_doc_get_root (doc), error);

  yyjson_doc_free (doc);
  return is_read;
}
