/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "outlay-test-database.h"

G_BEGIN_DECLS

/* A fixture: a database with nothing in it yet. @folder and @path are those of a file, and %NULL on
 * a server. */
typedef struct
{
  OutlayTestEngine engine;
  char            *folder;
  char            *path;
  char            *uri;
} TestFile;

typedef void (*TestFileFunc) (TestFile *file, gconstpointer engine);

/* @engine: GINT_TO_POINTER() of an OutlayTestEngine */
void test_file_set_up (TestFile *self, gconstpointer engine);
/* Deletes the folder; there may be files in it, and no folders. */
void test_file_tear_down (TestFile *self, gconstpointer unused);

/* Adds "/db/@path/ENGINE" for one engine. */
void test_file_add (const char *path, OutlayTestEngine engine, TestFileFunc test);
/* The same for SQLite and for PostgreSQL. */
void test_file_add_for_both (const char *path, TestFileFunc test);

/* (transfer full): it must open. */
OutlayConnection *test_file_open (TestFile *self, OutlayOpenFlags flags);

/* (transfer full): the first column of all rows of @sql, a space between them */
char *test_read_text (OutlayConnection *connection, const char *sql);
void test_assert_reads (OutlayConnection *connection, const char *sql, const char *expected);

/* Must work. */
void test_execute      (OutlayConnection *connection, const char *sql);
void test_define       (OutlayConnection *connection, const char *sql);
void test_begin        (OutlayConnection *connection);
void test_commit       (OutlayConnection *connection);

G_END_DECLS
