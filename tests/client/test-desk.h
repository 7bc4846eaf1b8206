/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-workspace.h"

#include "outlay-test-server.h"
#include "test-await.h"
#include "test-proxy.h"

G_BEGIN_DECLS

/**
 * TestDesk:
 *
 * One person's device: an account with its folder, its open workspace, and a wire of its own to the
 * real server that can be cut.
 */
typedef struct
{
  OutlayTestServer *server; /* borrowed */
  TestProxy        *proxy;
  GFile            *folder;
  char             *email;
  OutlaySession    *session; /* the one that signed in */
  OutlayAccount    *account;
  OutlayWorkspace  *workspace;
} TestDesk;

/* Signs in and opens the workspace of a company account; fetched once, not started. */
TestDesk *test_desk_new           (OutlayTestServer *server, const char *email);
/* The workspace of an account on this device only, with a session that has signed in beside it. */
TestDesk *test_desk_new_on_device (OutlayTestServer *server, const char *email);
void      test_desk_free          (TestDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDesk, test_desk_free)

/* The program ends, and starts again. */
void      test_desk_close         (TestDesk *self);
void      test_desk_open          (TestDesk *self);

/* Sends what is due, whatever its grace, and fetches; must work out, or must not. */
void      test_desk_sync          (TestDesk *self);
GError   *test_desk_sync_error    (TestDesk *self);
/* Again and again until all has been sent and fetched. */
void      test_desk_sync_until_done (TestDesk *self);

/* (transfer full): id of a new draft with a proof of its own, complete but for being submitted */
char     *test_desk_file          (TestDesk *self, const char *merchant, gint64 minor);
/* Changes the merchant, and nothing else. */
void      test_desk_rename        (TestDesk *self, const char *id, const char *merchant);
/* Replaces the proof by a new one. */
void      test_desk_prove_anew    (TestDesk *self, const char *id);
/* Acts on what is shown now. */
void      test_desk_act           (TestDesk *self, const char *id, OutlayAction action,
                                   const char *reason);
/* (transfer full): %NULL where there is none */
OutlayExpense *test_desk_get      (TestDesk *self, const char *id);
guint     test_desk_count         (TestDesk *self, OutlayScope scope);
guint     test_desk_n_waiting     (TestDesk *self);

/* Whether device and server agree on every expense of this person, and of those that
 * wait for them. */
void      test_desk_assert_agrees (TestDesk *self);

/* Runs the main loop until @is_so or a time-out, which is a failure. */
typedef gboolean (*TestCondition) (gpointer data);
void      test_wait_until         (TestCondition is_so, gpointer data, guint seconds);

G_END_DECLS
