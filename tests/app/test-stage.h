/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/shell/outlay-window.h"

G_BEGIN_DECLS

#define STAGE_USER "01890000-0000-7000-8000-000000000001"
#define STAGE_OTHER "01890000-0000-7000-8000-000000000002"

/*
 * The real application over real stores in a folder of its own, without a server. Everything is put in
 * the way sync does it, so that each state there is can be shown.
 */
typedef struct
{
  GFile *folder;
  OutlayApplication *application;
  OutlayWorkspace *workspace; /* borrowed; NULL while nobody has begun */
  OutlayWindow *window;       /* borrowed; NULL until stage_open_window() */
} Stage;

Stage *stage_new_empty (void); /* the first run */
Stage *stage_new_on_device (void);
Stage *stage_new_at_company (OutlayRole role);
void stage_free (Stage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

/* Adds what the company has. Text left NULL gets a default; (transfer none) */
void stage_add (Stage *self, const OutlayExpenseInit *init);
/* The id of the n-th expense of a test. (transfer full) */
char *stage_id (guint n);
/* A believable year of one's own expenses in every state, the newest in November 2026. */
void stage_fill (Stage *self, guint n);
/* What happened to an expense: submitted, and rejected for @reason. */
void stage_add_rejection (Stage *self, const char *id, const char *reason);
/* The id of the category with this English name; (transfer none) */
const char *stage_category (Stage *self, const char *name);

/* Opens the window at a size and waits until it is drawn. */
void stage_open_window (Stage *self, int width, int height);
/* Runs the main loop until nothing has happened for some frames. */
void stage_settle (void);
/* Runs the main loop until @future has an answer, and wants no error. Consumes it. */
void stage_await (DexFuture *future);
/* Draws the window into $OUTLAY_SCREENSHOTS/@name.png where that is set; always draws. */
void stage_capture (Stage *self, const char *name);

/* The first mapped descendant of @root with this type and, unless NULL, this accessible text (label, title). */
GtkWidget *stage_find (GtkWidget *root, GType type, const char *text);
/* The first mapped widget with this tooltip. */
GtkWidget *stage_find_tooltip (GtkWidget *root, const char *tooltip);
/* The button or row that shows @text. */
GtkWidget *stage_find_button (GtkWidget *root, const char *text);
/* Runs the main loop until a label showing @text is mapped; fails after half a minute. */
void stage_wait_for (Stage *self, const char *text);
/* The same until none does. */
void stage_wait_without (Stage *self, const char *text);
/* Whether a label showing @text is mapped. */
gboolean stage_shows (GtkWidget *root, const char *text);

G_END_DECLS
