/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense-check.h"
#include "core/money/outlay-rates.h"
#include "db/outlay-connection.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayTestStore:
 *
 * The server's database with one company, for tests of stores without a server: an
 * employee Ada, a second one, Ben, a reviewer Rita and an admin Amin, and two categories.
 */
typedef struct
{
  char             *uri; /* (nullable): of a database to be deleted */
  OutlayQueries    *queries;
  OutlayConnection *db;
  OutlayIdentity    ada;
  OutlayIdentity    ben;
  OutlayIdentity    rita;
  OutlayIdentity    amin;
  char             *travel;
  char             *meals;
} OutlayTestStore;

#define OUTLAY_TEST_COMPANY "0190b0a0-0000-7000-8000-000000000001"

/* In memory, or on the engine that this run is about. */
void outlay_test_store_set_up    (OutlayTestStore *self);
/* In the empty database @uri, on either engine. */
void outlay_test_store_set_up_in (OutlayTestStore *self, const char *uri);
void outlay_test_store_tear_down (OutlayTestStore *self);

/* Runs SQL that must work, in the words of a migration. */
void outlay_test_store_execute   (OutlayTestStore *self, const char *sql);

/* A file of the company that @person has sent. Returns its hash, made of @n. */
char *outlay_test_store_add_proof (OutlayTestStore *self, const OutlayIdentity *person, guint n);

/* An expense of @owner; returns its id. Text that is %NULL is something usual. */
char *outlay_test_store_add_expense (OutlayTestStore      *self,
                                     const OutlayIdentity *owner,
                                     const char           *merchant,
                                     gint64                minor,
                                     const char           *day,
                                     const char           *category);

/* Moves it on with an event, as the workflow would. */
void outlay_test_store_move (OutlayTestStore      *self,
                             const char           *id,
                             const OutlayIdentity *actor,
                             OutlayAction          action,
                             OutlayState           to);

/* The same of what comes to @conversion (nullable) in the company's currency. */
void outlay_test_store_move_converted (OutlayTestStore        *self,
                                       const char             *id,
                                       const OutlayIdentity   *actor,
                                       OutlayAction            action,
                                       OutlayState             to,
                                       const OutlayConversion *conversion);

G_END_DECLS
