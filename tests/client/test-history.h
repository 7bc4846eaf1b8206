/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "test-desk.h"

G_BEGIN_DECLS

#define TEST_HOME "EUR"
#define TEST_DAYS_BACK 420

/* Ana, an employee; Ruth, who reviews; and Adam, who pays and keeps the categories. */
typedef enum
{
  TEST_ANA,
  TEST_RUTH,
  TEST_ADAM,
} TestPerson;
#define TEST_N_PEOPLE 3

extern const char *const test_emails[TEST_N_PEOPLE];
extern const char *const test_currencies[]; /* (array zero-terminated=1): all that anybody spends */

/**
 * TestHistory:
 * @api: Adam's
 * @ids: of all that was ever filed
 * @known: ids of those that others have seen, which cannot be deleted any more
 * @decided: ids of those that were decided on in this turn: once, as a decision is of what was shown
 *
 * A fixture: a company on the real server, whose people do this and that at random on devices of their own.
 */
typedef struct
{
  OutlayTestServer *server;
  TestDesk *desks[TEST_N_PEOPLE];
  char *tokens[TEST_N_PEOPLE];
  OutlayApi *api;
  GPtrArray *ids;
  GHashTable *known;
  GHashTable *decided;
  char *today;
} TestHistory;

void test_history_set_up (TestHistory *self, gconstpointer data);
void test_history_tear_down (TestHistory *self, gconstpointer data);

/* Everybody takes a turn, and all that was done has come to the server and to everybody. */
void test_history_go_on (TestHistory *self, gboolean moves_category);

/* (transfer full): a day of which there may be something; most are of late */
char *test_history_pick_day (TestHistory *self);

G_END_DECLS
