/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "outlay-test-server.h"

G_BEGIN_DECLS

/**
 * OutlayTestAnswer:
 * @json: (nullable): the body's root
 * @etag: (nullable)
 *
 * An answer of the server, read. Places in the body are JSON pointers (RFC 6901): "/current/state".
 */
typedef struct
{
  OutlayTestReply *reply;
  guint            status;
  yyjson_doc      *doc;
  yyjson_val      *json;
  char            *etag;
} OutlayTestAnswer;

void        outlay_test_answer_free     (OutlayTestAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTestAnswer, outlay_test_answer_free)

/* (nullable): NULL where there is no text */
const char *outlay_test_answer_get_text (OutlayTestAnswer *self, const char *pointer);
/* -1 where there is no number */
gint64      outlay_test_answer_get_int  (OutlayTestAnswer *self, const char *pointer);
gsize       outlay_test_answer_get_size (OutlayTestAnswer *self, const char *pointer);
/* Whether the problem says something about @field. */
gboolean    outlay_test_answer_names    (OutlayTestAnswer *self, const char *field);

/* Somebody of the company, signed in. */
typedef struct
{
  OutlayTestServer *server;
  const char       *name;
  char             *token;
  char             *id;
} OutlayTestPerson;

typedef enum
{
  ADA,  /* employee */
  BEN,  /* employee */
  RITA, /* reviewer */
  REX,  /* reviewer */
  AMIN, /* admin */
  N_PEOPLE,
} OutlayTestWho;

/**
 * OutlayTestCompany:
 *
 * A server of its own with five people of one company; @zoe is the admin of another.
 */
typedef struct
{
  OutlayTestServer *server;
  OutlayTestPerson  people[N_PEOPLE];
  OutlayTestPerson  zoe;
  char             *category;
} OutlayTestCompany;

void outlay_test_company_set_up    (OutlayTestCompany *self);
void outlay_test_company_tear_down (OutlayTestCompany *self);

/* @headers and @body are nullable */
OutlayTestAnswer *outlay_test_person_call (OutlayTestPerson *self,
                                           const char       *method,
                                           const char       *path,
                                           const char       *headers,
                                           const char       *body);
/* The same, for the status alone. */
guint outlay_test_person_ask (OutlayTestPerson *self,
                              const char       *method,
                              const char       *path,
                              const char       *headers,
                              const char       *body);

/* A picture that differs by @seed; it is stored. (transfer full): its hash */
char *outlay_test_person_send_proof (OutlayTestPerson *self, guint seed);

/* (transfer full): the body of a PUT. @category is an id or NULL; @proof is one hash or NULL. */
char *outlay_test_build_body (const char *merchant,
                              gint64      minor,
                              const char *day,
                              const char *category,
                              const char *proof);

/* (transfer full): "/api/v1/expenses/ID", with "/action" where that is not NULL */
char *outlay_test_build_path (const char *id, const char *action);

/* A new draft that is fit to be submitted, with a proof by @seed. (transfer full): its id */
char *outlay_test_company_file (OutlayTestCompany *self, OutlayTestWho who, guint seed);

OutlayTestAnswer *outlay_test_person_get (OutlayTestPerson *self, const char *id);

/* An action bound to what @self is shown now; @reason is nullable. */
OutlayTestAnswer *outlay_test_person_act (OutlayTestPerson *self,
                                          const char       *id,
                                          const char       *action,
                                          const char       *reason);

/* The same, which must work. */
void outlay_test_person_must (OutlayTestPerson *self,
                              const char       *id,
                              const char       *action,
                              const char       *reason);

/* Puts another proof, by @seed, into an expense; which must work. */
void outlay_test_company_stage (OutlayTestCompany *self,
                                OutlayTestWho      who,
                                const char        *id,
                                guint              seed);

G_END_DECLS
