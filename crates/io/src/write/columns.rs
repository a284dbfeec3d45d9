//! Records → the columns of a Parquet row group: values with definition and repetition levels.

use std::io::Write;

use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedRowGroupWriter;

use jzclass::record::Record;

/// A row group that is being written, column after column in the order of the schema.
pub(super) struct RowGroup<'a, W: Write + Send> {
    group: SerializedRowGroupWriter<'a, W>,
    rows: &'a [Record],
}

impl<'a, W: Write + Send> RowGroup<'a, W> {
    pub(super) fn new(group: SerializedRowGroupWriter<'a, W>, rows: &'a [Record]) -> Self {
        Self { group, rows }
    }

    pub(super) fn close(self) -> Result<(), ParquetError> {
        self.group.close().map(|_| ())
    }

    fn column<T: DataType>(
        &mut self,
        values: &[T::T],
        defined: Option<&[i16]>,
        repeated: Option<&[i16]>,
    ) -> Result<(), ParquetError> {
        let column = self.group.next_column()?;
        let mut column = column.ok_or_else(|| ParquetError::General("more columns than the schema has".into()))?;
        column.typed::<T>().write_batch(values, defined, repeated)?;
        column.close()
    }

    /// A column with a value in every row.
    pub(super) fn required<T: DataType>(&mut self, value: impl Fn(&Record) -> T::T) -> Result<(), ParquetError> {
        let values: Vec<T::T> = self.rows.iter().map(value).collect();
        self.column::<T>(&values, None, None)
    }

    /// A column that can be null.
    pub(super) fn optional<T: DataType>(
        &mut self,
        value: impl Fn(&Record) -> Option<T::T>,
    ) -> Result<(), ParquetError> {
        let found: Vec<Option<T::T>> = self.rows.iter().map(value).collect();
        let defined: Vec<i16> = found.iter().map(|v| i16::from(v.is_some())).collect();
        let values: Vec<T::T> = found.into_iter().flatten().collect();
        self.column::<T>(&values, Some(&defined), None)
    }

    /// A column of a list's elements.
    pub(super) fn list<T: DataType, E: 'a>(
        &mut self,
        list: impl Fn(&'a Record) -> &'a [E],
        value: impl Fn(&'a E) -> T::T,
    ) -> Result<(), ParquetError> {
        self.elements::<T, E>(list, |element| Some(value(element)), 1)
    }

    /// A column of a list's elements that can be null within the element.
    pub(super) fn optional_list<T: DataType, E: 'a>(
        &mut self,
        list: impl Fn(&'a Record) -> &'a [E],
        value: impl Fn(&'a E) -> Option<T::T>,
    ) -> Result<(), ParquetError> {
        self.elements::<T, E>(list, value, 2)
    }

    /// `full` is the definition level of a value: 0 says the list is empty, 1 that there is an element.
    fn elements<T: DataType, E: 'a>(
        &mut self,
        list: impl Fn(&'a Record) -> &'a [E],
        value: impl Fn(&'a E) -> Option<T::T>,
        full: i16,
    ) -> Result<(), ParquetError> {
        let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.rows {
            let elements = list(row);
            if elements.is_empty() {
                defined.push(0);
                repeated.push(0);
            }
            for (n, element) in elements.iter().enumerate() {
                repeated.push(i16::from(n > 0));
                let found = value(element);
                defined.push(if found.is_some() { full } else { 1 });
                values.extend(found);
            }
        }
        self.column::<T>(&values, Some(&defined), Some(&repeated))
    }
}

pub(super) fn text(value: &str) -> ByteArray {
    ByteArray::from(value.as_bytes().to_vec())
}

/// Pages and articles stay far below the limit.
pub(super) fn int(value: usize) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// Days since 1970-01-01 of a day such as `2024-11-08`; nothing for what is no day of the calendar.
///
/// The count is that of Howard Hinnant's `days_from_civil`.
pub(super) fn day(date: &str) -> Option<i32> {
    let bytes = date.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i32>().ok())?;
    let (year, month, day) = (number(date.get(..4)?)?, number(date.get(5..7)?)?, number(date.get(8..)?)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        // datetime.date(y, m, d).toordinal() - 719163 in Python 3.11
        for (date, days) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("1949-10-01", -7397), ("2000-02-29", 11016), ("2024-11-08", 20035)]
        {
            assert_eq!(day(date), Some(days), "{date}");
        }
        for none in ["", "2024-11", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "+024-01-01", "２024-1-01"]
        {
            assert_eq!(day(none), None, "{none}");
        }
    }
}
