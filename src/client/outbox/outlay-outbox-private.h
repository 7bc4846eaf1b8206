/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/budgets/outlay-budget-sheet.h"
#include "client/database/outlay-database.h"
#include "client/outbox/outlay-outbox.h"
#include "core/expense/outlay-category.h"
#include "core/expense/outlay-event.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/* The stores' side of sync. All of it is in local transactions; none of it knows HTTP or JSON. */

OutlayOutbox *outlay_outbox_new (OutlayDatabase *database);
OutlayDatabase *outlay_outbox_get_database (OutlayOutbox *self);

/**
 * OutlayParcel:
 * What sync sends next. The row is marked as being sent, so that a save meanwhile makes an entry of
 * its own; the mark is gone when the answer is stored, or when the database is opened again.
 * @expense: (nullable): for SAVE what to put, frozen when it was saved (with %revision as
 *   If-Match; 0: the company has never had it, If-None-Match: *); for DELETE and ACTION the row
 *   as it was then
 * @revision, @proof_digest, @reason: what an action's body names
 */
typedef struct
{
  gint64 id;
  OutlayOutboxKind kind;
  char *expense_id;
  char *sha256;           /* PROOF */
  OutlayAction action;    /* ACTION */
  OutlayExpense *expense; /* (nullable) */
  gint64 revision;
  char *proof_digest;
  char *reason;
  char *idempotency_key; /* the same for every try of the same content */
  guint attempts;
  gboolean is_uncertain; /* an earlier try may have arrived */
} OutlayParcel;

#define OUTLAY_TYPE_PARCEL (outlay_parcel_get_type ())
GType outlay_parcel_get_type (void);
OutlayParcel *outlay_parcel_copy (OutlayParcel *self);
void outlay_parcel_free (OutlayParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayParcel, outlay_parcel_free)

/**
 * outlay_outbox_take_next:
 *
 * The oldest entry that is due, not stuck, and needs nothing that is still waiting (a SAVE needs
 * its proofs, an ACTION its expense's SAVE). Future of a boxed #OutlayParcel, or of %NULL in that
 * box when nothing is due. outlay_outbox_next_due() tells when to ask again.
 */
DexFuture *outlay_outbox_take_next (OutlayOutbox *self);

/* Unix time in microseconds when the next entry that is not stuck may be sent (its grace or pause);
 * G_MAXINT64 for none. Main thread. */
gint64 outlay_outbox_next_due (OutlayOutbox *self);
guint outlay_outbox_count (OutlayOutbox *self);
gboolean outlay_outbox_has_stuck (OutlayOutbox *self);

/**
 * outlay_outbox_mark_sent:
 * @answer: (nullable): the expense as the company has it now; %NULL for a proof or a deletion
 *
 * The entry leaves, and the answer becomes the row, except for fields that a later entry still
 * carries. Future of a boolean.
 */
DexFuture *outlay_outbox_mark_sent (OutlayOutbox *self, gint64 id, const OutlayExpenseInit *answer);

/**
 * outlay_outbox_mark_failed:
 * @may_have_arrived: whether the request may have reached the server (anything but a
 *   failure to connect)
 * @retry_at: Unix time in microseconds before which it is not tried again
 *
 * Stays, and is tried again by itself. Future of a boolean.
 */
DexFuture *outlay_outbox_mark_failed (OutlayOutbox *self,
                                      gint64 id,
                                      const GError *error,
                                      gboolean may_have_arrived,
                                      gint64 retry_at);

/* Stays, and waits for the person: the server's word was final. The row's delivery
 * becomes STUCK. */
DexFuture *outlay_outbox_mark_stuck (OutlayOutbox *self, gint64 id, const GError *error);

/**
 * outlay_outbox_mark_conflict:
 * @current: (nullable): what the company has; %NULL where it is gone there
 *
 * Both versions are kept; the row's delivery becomes CONFLICT and the entry waits for the
 * person. Where @current already says what the entry wanted (its earlier try had arrived), it
 * counts as sent.
 */
DexFuture *outlay_outbox_mark_conflict (OutlayOutbox *self,
                                        gint64 id,
                                        const OutlayExpenseInit *current,
                                        const GError *error);

/* Gives all marks of "being sent" back, after a run that was stopped in the middle. */
DexFuture *outlay_outbox_release (OutlayOutbox *self);

/* One change of the feed, or of a list read in full. Text is copied. */
typedef enum
{
  OUTLAY_CHANGE_EXPENSE,       /* upsert: expense */
  OUTLAY_CHANGE_EXPENSE_GONE,  /* explicit tombstone: id */
  OUTLAY_CHANGE_CATEGORY,      /* upsert: category */
  OUTLAY_CHANGE_CATEGORY_GONE, /* id */
  OUTLAY_CHANGE_PERSON,        /* id, name */
  OUTLAY_CHANGE_SETTING,       /* id is its name, name its value */
  OUTLAY_CHANGE_BUDGETS,       /* budgets: all of somebody's */
} OutlayChangeKind;

/**
 * OutlayPage:
 *
 * A page of changes as it is read from the wire, built by sync and applied in one transaction.
 */
typedef struct _OutlayPage OutlayPage;

OutlayPage *outlay_page_new (void);
void outlay_page_free (OutlayPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPage, outlay_page_free)

void outlay_page_add_expense (OutlayPage *self, const OutlayExpenseInit *init);
void outlay_page_add_category (OutlayPage *self, OutlayCategory *category);
void outlay_page_add_budgets (OutlayPage *self, OutlayBudgetSheet *budgets);
/* @kind: one of the others; @name is nullable */
void outlay_page_add (OutlayPage *self, OutlayChangeKind kind, const char *id, const char *name);

/**
 * outlay_page_apply:
 * @page: (transfer full)
 * @cursor: (nullable): written with the rows, so that it never runs ahead of them
 *
 * In the order they were added, in one transaction. A row with changes of its own still waiting is
 * not overwritten: where the company's revision is newer, both are kept as a conflict.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_page_apply (OutlayPage *page, OutlayDatabase *database, const char *cursor);

/* The expense's history as the company tells it; replaces what was known, and what was shown ahead
 * of it. Future of a boolean. */
DexFuture *outlay_events_store (OutlayDatabase *database,
                                const char *expense_id,
                                const OutlayEventInit *events,
                                gsize n_events);
/**
 * outlay_database_join_company:
 * @categories: (element-type OutlayCategory): the company's
 *
 * The local half of connecting a device's account: its expenses become that person's drafts,
 * categories are matched by name (those without a match leave it open), the company's replace one's
 * own, and every row the company does not have is queued with its proofs. One transaction; doing it
 * again adds nothing. Future of a boolean.
 */
DexFuture *outlay_database_join_company (OutlayDatabase *database,
                                         const char *user_id,
                                         const char *user_name,
                                         GListModel *categories);

G_END_DECLS
