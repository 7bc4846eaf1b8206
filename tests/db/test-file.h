/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* A fixture: the place of a database in a temporary folder of its own, which has
 * nothing in it yet. */
typedef struct
{
  char *folder;
  char *path;
  char *uri;
} TestFile;

void test_file_set_up (TestFile *self, gconstpointer unused);
/* Deletes the folder; there may be files in it, and no folders. */
void test_file_tear_down (TestFile *self, gconstpointer unused);

/* (transfer full): it must open. */
OutlayConnection *test_file_open (TestFile *self, OutlayOpenFlags flags);

/* (transfer full) (nullable): the first column of the first row of @sql; %NULL without a row */
char *test_read_text (OutlayConnection *connection, const char *sql);
void test_assert_reads (OutlayConnection *connection, const char *sql, const char *expected);

G_END_DECLS
