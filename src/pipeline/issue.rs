//! What a file's name tells of the issue, beside what its pages and rows tell.

use crate::issue::Issue;
use crate::record::Record;

/// Puts into records of pages what their name tells of the issue; it goes before what the masthead tells. A name
/// speaks of one page: of a file of several it says nothing.
pub(super) fn place(records: &mut [Record], issue: &Issue) {
    let none = String::new();
    let page = if records.iter().any(|r| r.sheet > 1) { &none } else { &issue.page };
    for record in records {
        for (to, from) in [(&mut record.paper, &issue.paper), (&mut record.date, &issue.date), (&mut record.page, page)]
        {
            if !from.is_empty() {
                to.clone_from(from);
            }
        }
    }
}

/// Puts into records of rows what their name tells of the issue, where the rows do not.
pub(super) fn fill(records: &mut [Record], issue: &Issue) {
    for record in records {
        for (to, from) in
            [(&mut record.paper, &issue.paper), (&mut record.date, &issue.date), (&mut record.page, &issue.page)]
        {
            if to.is_empty() {
                to.clone_from(from);
            }
        }
    }
}
