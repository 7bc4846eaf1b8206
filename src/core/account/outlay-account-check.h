/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"

G_BEGIN_DECLS

#define OUTLAY_PASSWORD_MIN 12
#define OUTLAY_PASSWORD_MAX 1024

/* Each adds complaints under the names "name", "department", "email", "password". */
void outlay_name_check     (const char *name, OutlayComplaints *complaints);
/* At most 60 characters on one line. */
void outlay_department_check (const char *department, OutlayComplaints *complaints);
void outlay_email_check    (const char *email, OutlayComplaints *complaints);
/* 12 to 1,024 characters, no composition rules (NIST SP 800-63B); common ones and the person's own
 * address are refused. */
void outlay_password_check (const char *password, const char *email, OutlayComplaints *complaints);

G_END_DECLS
