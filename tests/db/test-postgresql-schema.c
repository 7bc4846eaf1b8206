/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-schema.h"

typedef struct
{
  const char *name;
  const char *sql;
  guint n_partitions;
  const char *expected;
} Case;

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autofree char *own = outlay_postgresql_schema_translate (row->sql, row->n_partitions);

  g_assert_cmpstr (own, ==, row->expected);
}

#define PARTS                                                                                      \
  " PARTITION BY HASH (company);\n"                                                                \
  "CREATE TABLE a_p0 PARTITION OF a FOR VALUES WITH (MODULUS 2, REMAINDER 0);\n"                   \
  "CREATE TABLE a_p1 PARTITION OF a FOR VALUES WITH (MODULUS 2, REMAINDER 1)"

static const Case cases[] = {
  { "types", "CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT NOT NULL, c BLOB) STRICT;", 2,
    "CREATE TABLE a (id BIGINT PRIMARY KEY, b TEXT COLLATE \"C\" NOT NULL, c BYTEA) ;" },
  { "rowid", "CREATE TABLE a (id BIGINT) WITHOUT ROWID; -- WITHOUT ROWID", 2,
    "CREATE TABLE a (id BIGINT)  ; -- WITHOUT ROWID" },
  { "added-column", "ALTER TABLE a ADD COLUMN b TEXT;", 2,
    "ALTER TABLE a ADD COLUMN b TEXT COLLATE \"C\";" },
  { "not-in-quotes", "INSERT INTO a VALUES ('TEXT', \"TEXT\", CAST (1 AS TEXT)); -- TEXT", 2,
    "INSERT INTO a VALUES ('TEXT', \"TEXT\", CAST (1 AS TEXT)); -- TEXT" },
  { "by-company", "CREATE TABLE a (company BIGINT, id BIGINT, PRIMARY KEY (company, id));", 2,
    "CREATE TABLE a (company BIGINT, id BIGINT, PRIMARY KEY (company, id))" PARTS ";" },
  { "by-company-alone", "CREATE TABLE a (company BIGINT NOT NULL PRIMARY KEY, n BIGINT)", 2,
    "CREATE TABLE a (company BIGINT NOT NULL PRIMARY KEY, n BIGINT)" PARTS },
  { "if-not-there", "CREATE TABLE IF NOT EXISTS a (company BIGINT PRIMARY KEY)", 2,
    "CREATE TABLE IF NOT EXISTS a (company BIGINT PRIMARY KEY)" PARTS },
  { "whole", "CREATE TABLE a (company BIGINT, id BIGINT, PRIMARY KEY (company, id));", 0,
    "CREATE TABLE a (company BIGINT, id BIGINT, PRIMARY KEY (company, id));" },
  { "another-key-first", "CREATE TABLE a (id BIGINT, company BIGINT, PRIMARY KEY (id, company));",
    2, "CREATE TABLE a (id BIGINT, company BIGINT, PRIMARY KEY (id, company));" },
  { "another-column-first", "CREATE TABLE a (id BIGINT PRIMARY KEY REFERENCES b (company))", 2,
    "CREATE TABLE a (id BIGINT PRIMARY KEY REFERENCES b (company))" },
  { "foreign-key", "CREATE TABLE a (company BIGINT REFERENCES b (company), id BIGINT PRIMARY KEY)",
    2, "CREATE TABLE a (company BIGINT REFERENCES b (company), id BIGINT PRIMARY KEY)" },
  { "two-statements", "CREATE TABLE a (company BIGINT PRIMARY KEY);CREATE INDEX i ON a (company)",
    2, "CREATE TABLE a (company BIGINT PRIMARY KEY)" PARTS ";CREATE INDEX i ON a (company)" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/db/postgresql-schema/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
