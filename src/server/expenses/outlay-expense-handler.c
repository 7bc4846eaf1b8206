/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-body.h"
#include "server/expenses/outlay-expense-query.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-change-store.h"
#include "server/outlay-precondition.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"

/* A page of 50 usual expenses. */
#define USUAL_PAGE 40960

static const char final_rejection[] = "This expense was rejected after two re-uploads, and that is "
                                      "final: it cannot be changed or sent "
                                      "again.";

/* Names the state of everything that @identity can see by the numbers of the newest changes: of
 * their own things, and of what reviewers see. The same address shows different people different
 * pages, and one person other pages in another role. */
static gboolean
make_list_etag (const OutlayRequest *request, char *etag, gsize size, GError **error)
{
  const OutlayIdentity *identity = request->identity;
  gboolean is_reviewer = identity->role >= OUTLAY_ROLE_REVIEWER;
  gint64 own = outlay_change_store_get_owner_head (request->db, identity->company, identity->user,
                                                   error);
  gint64 shared = 0;

  if (own < 0 || (is_reviewer && (shared = outlay_change_store_get_shared_head (
                                      request->db, identity->company, error)) < 0))
    return FALSE;

  g_snprintf (etag, size, "\"%c%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%08x\"",
              is_reviewer ? 'r' : 'e', own, shared, g_str_hash (identity->user));
  return TRUE;
}

static OutlayReply *
write_list (const OutlayRequest *request, const OutlayExpenseFilter *filter)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *text;

  outlay_json_writer_init (&json, USUAL_PAGE);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  if (!outlay_expense_list_write_json (request->db, filter, &json, &next, &error))
    return outlay_reply_new_for_error (error);
  outlay_json_writer_name (&json, "next");
  outlay_json_writer_text (&json, next);
  outlay_json_writer_end_object (&json);
  text = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, text, length);
}

static OutlayReply *
list_expenses (const OutlayRequest *request)
{
  g_auto (OutlayExpenseQuery) query = { .wanted = NULL };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply = outlay_expense_query_read (&query, request);
  char etag[64];

  if (reply != NULL)
    return reply;

  /* Read before the rows: a change between the two only costs one more reading. */
  if (!make_list_etag (request, etag, sizeof etag, &error))
    return outlay_reply_new_for_error (error);

  if (outlay_etag_matches (request->if_none_match, etag))
    reply = outlay_reply_new_empty (304);
  else
    reply = write_list (request, &query.filter);

  if (outlay_reply_get_status (reply) < 400)
    outlay_reply_set_header (reply, "ETag", etag);

  return reply;
}

static OutlayReply *
new_not_found (void)
{
  return outlay_reply_new_problem (404, "There is no such expense.");
}

/* Whether the owner may have been renamed since: the revision, which is the tag, does not tell. The
 * times are of when the requests began, hence the minute. */
static gboolean
has_newer_owner (const OutlayStoredExpense *expense)
{
  return expense->owner_changed_at + G_TIME_SPAN_MINUTE >= expense->view->updated_at;
}

static OutlayReply *
get_expense (const OutlayRequest *request)
{
  g_autoptr (OutlayStoredExpense) expense = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if (!outlay_expense_store_get (request->db, request->identity->company, request->arguments[0],
                                 &expense, &error))
    return outlay_reply_new_for_error (error);
  if (expense == NULL || !outlay_stored_expense_is_visible (expense, request->identity))
    return new_not_found ();

  reply = outlay_expense_view_reply (expense->view, 200);
  if (has_newer_owner (expense))
    outlay_reply_send_whole (reply);

  return reply;
}

/* Tells the live streams and the cache of a write. */
static void
tell (const OutlayRequest *request, const OutlayExpenseView *view)
{
  outlay_service_notify (request->service, request->identity->company);
  outlay_service_forget (request->service, request->identity->company, view->owner);
  if (outlay_expense_view_get_state (view) != OUTLAY_STATE_DRAFT)
    outlay_service_forget (request->service, request->identity->company, OUTLAY_TOPIC_SHARED);
}

/* Ends a write, and answers with the expense as it is now. */
static OutlayReply *
reply_written (const OutlayRequest *request,
               guint status,
               OutlayExpenseView *written,
               const GError *error)
{
  g_autofree OutlayExpenseView *view = written;

  if (view == NULL)
    return outlay_reply_new_for_error (error);

  tell (request, view);
  return outlay_expense_view_reply (view, status);
}

static OutlayReply *
create_expense (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  OutlayExpenseBody body;
  OutlayExpenseView *view;
  OutlayReply *reply = outlay_expense_body_read (&body, request, NULL);

  if (reply != NULL)
    return reply;

  view = outlay_expense_store_insert (request->db, request->identity, request->arguments[0],
                                      &body.fields, request->now, &error);
  /* The id was another's once. */
  if (g_error_matches (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CONSTRAINT))
    return new_not_found ();

  return reply_written (request, 201, view, error);
}

static OutlayReply *
replace_expense (const OutlayRequest *request, const OutlayStoredExpense *expense)
{
  const OutlayExpenseView *view = expense->view;
  OutlayState state = outlay_expense_view_get_state (view);
  g_autoptr (GError) error = NULL;
  OutlayExpenseBody body;
  OutlayReply *reply;

  if (!outlay_precondition_holds (request, view->revision))
    return outlay_expense_view_conflict (view, 412, "The expense has changed.");

  if (!outlay_state_is_editable (state))
    {
      g_autofree char *detail = g_strdup_printf ("An expense that is %s cannot be changed.",
                                                 outlay_state_to_string (state));
      return outlay_expense_view_conflict (view, 409, detail);
    }
  if (state == OUTLAY_STATE_REJECTED && outlay_expense_view_get_reuploads_left (view) == 0)
    return outlay_expense_view_conflict (view, 409, final_rejection);

  if ((reply = outlay_expense_body_read (&body, request, view->category)) != NULL)
    return reply;

  return reply_written (request, 200,
                        outlay_expense_store_replace (request->db, request->identity->company,
                                                      expense, &body.fields, request->now, &error),
                        error);
}

/* To whoever is not the owner an id that is taken looks like one that is not there: nobody learns
 * whose it is. */
static OutlayReply *
save_expense (const OutlayRequest *request)
{
  g_autoptr (OutlayStoredExpense) expense = NULL;
  g_autoptr (GError) error = NULL;
  OutlayPrecondition precondition;
  OutlayReply *reply = outlay_precondition_read (request, TRUE, &precondition);

  if (reply != NULL)
    return reply;

  if (!outlay_expense_store_get (request->db, request->identity->company, request->arguments[0],
                                 &expense, &error))
    return outlay_reply_new_for_error (error);

  if (expense != NULL && !g_str_equal (expense->view->owner, request->identity->user))
    return new_not_found ();

  if (precondition == OUTLAY_PRECONDITION_MATCHES)
    return expense != NULL ? replace_expense (request, expense) : new_not_found ();

  if (expense != NULL)
    return outlay_expense_view_conflict (expense->view, 412, "The expense is there already.");

  return create_expense (request);
}

static OutlayReply *
delete_expense (const OutlayRequest *request)
{
  g_autoptr (OutlayStoredExpense) expense = NULL;
  g_autoptr (GError) error = NULL;
  OutlayPrecondition precondition;
  OutlayReply *reply = outlay_precondition_read (request, FALSE, &precondition);

  if (reply != NULL)
    return reply;

  if (!outlay_expense_store_get (request->db, request->identity->company, request->arguments[0],
                                 &expense, &error))
    return outlay_reply_new_for_error (error);

  if (expense == NULL || !g_str_equal (expense->view->owner, request->identity->user))
    return new_not_found ();
  if (!outlay_precondition_holds (request, expense->view->revision))
    return outlay_expense_view_conflict (expense->view, 412, "The expense has changed.");
  if (outlay_expense_view_get_state (expense->view) != OUTLAY_STATE_DRAFT || expense->was_submitted)
    return outlay_expense_view_conflict (
        expense->view, 409,
        "Only a draft that was never submitted can be deleted: others have seen it.");

  if (!outlay_expense_store_delete (request->db, request->identity->company, expense, &error))
    return outlay_reply_new_for_error (error);

  tell (request, expense->view);
  return outlay_reply_new_empty (204);
}

const OutlayRoute outlay_expense_routes[] = {
  { "GET", "/api/v1/expenses", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_expenses,
    .query = OUTLAY_EXPENSE_QUERY },
  { "GET", "/api/v1/expenses/{id}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_expense },
  { "PUT", "/api/v1/expenses/{id}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_WRITE, save_expense,
    .max_body = OUTLAY_MAX_JSON },
  { "DELETE", "/api/v1/expenses/{id}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_WRITE, delete_expense },
  { NULL },
};
