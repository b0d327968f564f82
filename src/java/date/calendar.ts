/** The proleptic ISO calendar, for any year that Java knows: JavaScript's Date ends at 275760. */

export interface CivilDate {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

export const SECONDS_PER_DAY = 86_400;

/** Division that rounds down, as `Math.floorDiv`. */
export function floorDivide(value: number, by: number): number {
	return Math.floor(value / by);
}

/** The remainder of `floorDivide`: never negative for a positive divisor, as `Math.floorMod`. */
export function floorModulo(value: number, by: number): number {
	const remainder = value % by;
	return remainder < 0 ? remainder + by : remainder + 0;
}

function isLeapYear(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInYear(year: number): number {
	return isLeapYear(year) ? 366 : 365;
}

export function daysInMonth(year: number, month: number): number {
	if (month === 2) return isLeapYear(year) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. Counts years from March, so that the leap day is a year's last. */
export function epochDayOf(year: number, month: number, day: number): number {
	const marchYear = month <= 2 ? year - 1 : year;
	const era = floorDivide(marchYear, 400);
	const yearOfEra = marchYear - era * 400;
	const dayOfMarchYear = floorDivide(153 * (month + (month > 2 ? -3 : 9)) + 2, 5) + day - 1;
	const dayOfEra =
		yearOfEra * 365 + floorDivide(yearOfEra, 4) - floorDivide(yearOfEra, 100) + dayOfMarchYear;
	return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day counted from 1970-01-01. */
export function civilDateOf(epochDay: number): CivilDate {
	const shifted = epochDay + 719_468;
	const era = floorDivide(shifted, 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = floorDivide(
		dayOfEra -
			floorDivide(dayOfEra, 1460) +
			floorDivide(dayOfEra, 36_524) -
			floorDivide(dayOfEra, 146_096),
		365,
	);
	const dayOfMarchYear =
		dayOfEra - (365 * yearOfEra + floorDivide(yearOfEra, 4) - floorDivide(yearOfEra, 100));
	const marchMonth = floorDivide(5 * dayOfMarchYear + 2, 153);
	const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
	return {
		year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
		month,
		day: dayOfMarchYear - floorDivide(153 * marchMonth + 2, 5) + 1,
	};
}

/** 1 for the first of January. */
export function dayOfYear(date: CivilDate): number {
	return epochDayOf(date.year, date.month, date.day) - epochDayOf(date.year, 1, 1) + 1;
}

/** 1 for Monday, 7 for Sunday, as ISO counts. */
export function dayOfWeek(epochDay: number): number {
	return floorModulo(epochDay + 3, 7) + 1;
}

/** `2024-02-29`, as `LocalDate.toString`. */
export function dateText(epochDay: number): string {
	const { year, month, day } = civilDateOf(epochDay);
	return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

function yearText(year: number): string {
	if (year > 9999) return `+${year}`;
	return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

/** `07:05`, `07:05:09` or `07:05:09.123`, as `LocalTime.toString`. */
export function timeText(nanoOfDay: number): string {
	const nano = nanoOfDay % 1_000_000_000;
	const second = floorDivide(nanoOfDay, 1_000_000_000);
	const hourAndMinute = `${twoDigits(floorDivide(second, 3600))}:${twoDigits(floorDivide(second, 60) % 60)}`;
	if (second % 60 === 0 && nano === 0) return hourAndMinute;
	if (nano === 0) return `${hourAndMinute}:${twoDigits(second % 60)}`;
	const digits = String(nano).padStart(9, '0');
	const width = nano % 1_000_000 === 0 ? 3 : nano % 1000 === 0 ? 6 : 9;
	return `${hourAndMinute}:${twoDigits(second % 60)}.${digits.slice(0, width)}`;
}

/** The number with a zero in front where it has one digit. */
export function twoDigits(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}
