/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/proofs/outlay-proof-compare.h"
#include "app/proofs/outlay-proof-viewer.h"
#include "app/review/outlay-review-ahead.h"
#include "app/review/outlay-review-facts.h"
#include "app/review/outlay-review-page.h"
#include "app/search/outlay-expense-search.h"
#include "app/search/outlay-filter-chips.h"

G_BEGIN_DECLS

/* The review page is one type in five files: what it shows of one expense (-page), which expenses
 * wait and the way from one to the next (-queue), looking for some of them (-search), what a person can do with buttons and keys
 * (-actions), and how it decides and takes back (-decide). */

struct _OutlayReviewPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwStatusPage *all_clear;
  AdwNavigationSplitView *split;
  AdwWindowTitle *queue_title;
  GtkMenuButton *filter_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  OutlayFilterChips *chips;
  GtkStack *queue_stack;
  GtkListView *queue;
  AdwNavigationPage *detail;
  AdwBanner *changed_banner;
  AdwMultiLayoutView *layouts;
  GtkStack *proof_stack;
  OutlayProofViewer *viewer;
  OutlayProofCompare *comparison;
  OutlayReviewFacts *facts;
  GtkCheckButton *without_proof;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseSearch *search;
  OutlayExpenseList *waiting;
  GtkSingleSelection *selection;
  OutlayReviewAhead *ahead;
  OutlayExpense *shown;
  GHashTable *deciding; /* ids whose decision is on its way to the disk */
  GArray *decisions;    /* of Decision, the last one last */

  gboolean collapsed;
  gboolean was_seen;   /* the proof of what is shown has been on the screen */
  gboolean is_changed; /* what is shown is no longer what there is */
  gboolean is_selecting;
  guint n_decided;
};

/* --- page: */

OutlayExpenseStore *outlay_review_page_get_store (OutlayReviewPage *self);
void outlay_review_page_update_actions (OutlayReviewPage *self);
void outlay_review_page_update_counts  (OutlayReviewPage *self);
/* @position is where it stands in the queue, or %GTK_INVALID_LIST_POSITION where it is not. */
void outlay_review_page_show_expense   (OutlayReviewPage *self,
                                        OutlayExpense    *expense,
                                        guint             position);
/* What stands there, or nothing where the queue is shorter. */
void outlay_review_page_show_position  (OutlayReviewPage *self, guint position);
/* Says how @current (nullable) differs from what is shown, which can then not be decided. */
void outlay_review_page_tell_change    (OutlayReviewPage *self, OutlayExpense *current);

/* --- search: */

/* Connects what is looked for with the queue; once both are there. */
void outlay_review_page_make_search    (OutlayReviewPage *self);
void outlay_review_page_install_search (GtkWidgetClass *klass);
/* Whether the queue shows some of what waits and leaves out others. */
gboolean outlay_review_page_is_searching (OutlayReviewPage *self);

/* --- queue: */

/* Fills the list with what waits; once the workspace is there. */
void outlay_review_page_make_queue      (OutlayReviewPage *self);
/* Binds what the template calls when a row is activated or the banner's button pressed. */
void outlay_review_page_install_queue   (GtkWidgetClass *klass);
/* Marks the row at @position, which shows nothing else by itself. */
void outlay_review_page_select_position (OutlayReviewPage *self, guint position);
/* Has the proofs around @position decoded before they are looked at. */
void outlay_review_page_load_ahead      (OutlayReviewPage *self, guint position);
/* Shows the nearest open one, @step (1 or -1) away; stays where there is none. */
void outlay_review_page_move            (OutlayReviewPage *self, int step);
/* After a decision: the open one after @position, else the one before, else nothing. */
void outlay_review_page_show_neighbour  (OutlayReviewPage *self, gint64 position);

/* --- actions: */

/* Adds the "review.…" actions to the class. */
void outlay_review_page_install_actions (GtkWidgetClass *klass);
/* Gives the page its keys, which it sees before the list does. */
void outlay_review_page_add_keys        (OutlayReviewPage *self);

/* --- decide: */

GArray *outlay_review_decisions_new (void);
/* Decides about @shown and nothing else, and shows the next one at once. @reason is nullable. */
void outlay_review_page_decide (OutlayReviewPage *self,
                                OutlayExpense    *shown,
                                OutlayAction      action,
                                const char       *reason);
/* Takes the last decision back, unless it has been sent. */
void outlay_review_page_undo   (OutlayReviewPage *self);

G_END_DECLS
