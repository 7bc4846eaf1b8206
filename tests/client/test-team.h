/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-desk.h"

G_BEGIN_DECLS

#define TEST_ANA "ana@example.com"
#define TEST_RUTH "ruth@example.com"

/* A fixture: a company's server, an employee with two devices, and who reviews. */
typedef struct
{
  OutlayTestServer *server;
  TestDesk *ana;   /* Ana at her desk */
  TestDesk *train; /* Ana on the train */
  TestDesk *ruth;
} TestTeam;

void test_team_set_up (TestTeam *self, gconstpointer data);
void test_team_tear_down (TestTeam *self, gconstpointer data);

G_END_DECLS
