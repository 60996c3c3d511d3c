package nl.privacyloket.connector.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.connector.catalogue.CatalogueColumn;

/**
 * A column type of MariaDB, and how it writes values out. MariaDB makes something of nearly every text that it is given for
 * a number or a time, so what is compared or stored is first brought into the type's own form here.
 *
 * @param kind what it holds
 * @param length characters, digits or bytes
 * @param scale digits after the point, of numbers and of seconds
 * @param unsigned whether it refuses negative numbers
 */
record MariaType(Kind kind, long length, int scale, boolean unsigned) {
    private static final Pattern TYPE =
            Pattern.compile("([a-z]+\\d?)\\s*(?:\\((\\d+)(?:,(\\d+))?\\))?.*", Pattern.DOTALL);
    private static final int MICROS = 6;

    enum Kind {
        INTEGER,
        DECIMAL,
        /** Of a bounded length. */
        VARCHAR,
        /** Stored away from the row. */
        TEXT,
        UUID,
        DATE,
        /** Without a zone: in that of the organisation. */
        DATETIME,
        /** An instant. */
        TIMESTAMP,
        BINARY,
        /** A number of so many bits. */
        BIT,
        /** A number that is as exact as it happens to be. */
        FLOAT,
        /** Bytes, which are shown in hexadecimal digits. */
        BLOB,
        /** One of some texts. */
        ENUM,
        OTHER
    }

    static MariaType of(CatalogueColumn column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        Matcher parts = TYPE.matcher(type);
        if (!parts.matches()) {
            return new MariaType(Kind.OTHER, 0, 0, false);
        }
        long length = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
        int scale = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        boolean unsigned = type.contains("unsigned");
        return switch (parts.group(1)) {
            case "tinyint" -> new MariaType(Kind.INTEGER, 1, 0, unsigned);
            case "smallint" -> new MariaType(Kind.INTEGER, 2, 0, unsigned);
            case "mediumint" -> new MariaType(Kind.INTEGER, 3, 0, unsigned);
            case "int", "integer" -> new MariaType(Kind.INTEGER, 4, 0, unsigned);
            case "bigint" -> new MariaType(Kind.INTEGER, 8, 0, unsigned);
            case "decimal", "numeric" -> new MariaType(Kind.DECIMAL, length, scale, unsigned);
            case "char", "varchar" -> new MariaType(Kind.VARCHAR, length, 0, false);
            case "tinytext" -> new MariaType(Kind.TEXT, 255, 0, false);
            case "text" -> new MariaType(Kind.TEXT, 65_535, 0, false);
            case "mediumtext", "longtext", "json" -> new MariaType(Kind.TEXT, Integer.MAX_VALUE, 0, false);
            case "uuid" -> new MariaType(Kind.UUID, 36, 0, false);
            case "date" -> new MariaType(Kind.DATE, 10, 0, false);
            case "datetime" -> new MariaType(Kind.DATETIME, 26, (int) length, false);
            case "timestamp" -> new MariaType(Kind.TIMESTAMP, 26, (int) length, false);
            case "binary", "varbinary" -> new MariaType(Kind.BINARY, length, 0, false);
            case "bit" -> new MariaType(Kind.BIT, length, 0, true);
            case "float", "double", "real" -> new MariaType(Kind.FLOAT, length, scale, unsigned);
            case "enum" -> new MariaType(Kind.ENUM, 0, 0, false);
            case "tinyblob", "blob", "mediumblob", "longblob", "geometry", "point", "linestring", "polygon" ->
                new MariaType(Kind.BLOB, length, 0, false);
            default -> new MariaType(Kind.OTHER, length, scale, unsigned);
        };
    }

    boolean isText() {
        return kind == Kind.VARCHAR || kind == Kind.TEXT;
    }

    boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.DECIMAL;
    }

    /** Whether it writes out numbers with zeros in front of them. */
    static boolean isPadded(CatalogueColumn column) {
        return column.type().toLowerCase(Locale.ROOT).contains("zerofill");
    }

    /** How many characters a value takes at most as part of a key, in JSON. */
    long asKey() {
        return switch (kind) {
            case INTEGER -> 20;
            // A sign, a point and a zero before it.
            case DECIMAL -> length + 3;
            case BINARY -> 2 * length + 2;
            // A quote, a backslash, a tab and a new line are written as two characters.
            case VARCHAR -> 2 * length + 2;
            default -> length + 2;
        };
    }

    /** Whether values can name a row: short, and the same whenever they are read. */
    boolean isKey() {
        return switch (kind) {
            case INTEGER, DECIMAL, VARCHAR, UUID, DATE, DATETIME, TIMESTAMP, BINARY -> true;
            case TEXT, BIT, FLOAT, BLOB, ENUM, OTHER -> false;
        };
    }

    /** Whether it can be told here what values it takes. */
    boolean isJudged() {
        return kind != Kind.BLOB && kind != Kind.OTHER;
    }

    /** The value as the database writes it out; empty when the column cannot hold it as it is. */
    Optional<String> written(String value, ZoneId zone) {
        try {
            return Optional.of(
                    switch (kind) {
                        case INTEGER -> integer(value, (int) length * 8, length == 1);
                        case BIT -> integer(value, (int) length, length == 1);
                        case FLOAT -> new BigDecimal(value.strip()).toPlainString();
                        case DECIMAL -> decimal(value);
                        case VARCHAR, TEXT -> text(value);
                        case UUID -> uuid(value);
                        case DATE -> isNow(value) ? LocalDate.now(zone).toString() : day(value);
                        case DATETIME -> seconds(isNow(value) ? LocalDateTime.now(zone) : local(value));
                        case TIMESTAMP -> seconds(LocalDateTime.ofInstant(instant(value, zone), ZoneOffset.UTC));
                        case BINARY -> bytes(value);
                        case BLOB, ENUM, OTHER -> value;
                    });
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String integer(String value, int bits, boolean isBoolean) {
        String digits = !isBoolean ? value : value.equals("true") ? "1" : value.equals("false") ? "0" : value;
        BigInteger number = new BigDecimal(digits.strip()).toBigIntegerExact();
        BigInteger size = BigInteger.ONE.shiftLeft(bits - (unsigned ? 0 : 1));
        BigInteger smallest = unsigned ? BigInteger.ZERO : size.negate();
        if (number.compareTo(smallest) < 0 || number.compareTo(size) >= 0) {
            throw new ArithmeticException("out of range");
        }
        return number.toString();
    }

    private String decimal(String value) {
        BigDecimal number = new BigDecimal(value.strip()).setScale(scale, RoundingMode.UNNECESSARY);
        if (number.precision() > length && number.signum() != 0 || unsigned && number.signum() < 0) {
            throw new ArithmeticException("out of range");
        }
        return number.toPlainString();
    }

    private String text(String value) {
        int characters = value.codePointCount(0, value.length());
        if (characters > length) {
            throw new IllegalArgumentException("too long");
        }
        return value;
    }

    private static String uuid(String value) {
        if (value.length() != 36) {
            throw new IllegalArgumentException("no UUID");
        }
        return java.util.UUID.fromString(value).toString();
    }

    private String bytes(String value) {
        if (!value.matches("([0-9a-fA-F]{2}){0," + length + "}")) {
            throw new IllegalArgumentException("no bytes");
        }
        return value.toUpperCase(Locale.ROOT);
    }

    private static String day(String value) {
        LocalDate day = LocalDate.parse(value);
        if (day.getYear() < 1 || day.getYear() > 9_999) {
            throw new DateTimeException("no such year here");
        }
        return day.toString();
    }

    private static boolean isNow(String value) {
        return value.equalsIgnoreCase("now") || value.equalsIgnoreCase("today");
    }

    private static LocalDateTime local(String value) {
        return value.length() == 10
                ? LocalDate.parse(value).atStartOfDay()
                : LocalDateTime.parse(value.replace(' ', 'T'));
    }

    private static Instant instant(String value, ZoneId zone) {
        if (isNow(value)) {
            return Instant.now();
        }
        try {
            return OffsetDateTime.parse(value.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            return local(value).atZone(zone).toInstant();
        }
    }

    /** With as many digits as the column keeps. */
    String seconds(LocalDateTime time) {
        DateTimeFormatterBuilder format = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(' ')
                .appendPattern("HH:mm:ss");
        if (scale > 0) {
            format.appendFraction(ChronoField.NANO_OF_SECOND, Math.min(scale, MICROS), Math.min(scale, MICROS), true);
        }
        return format.toFormatter(Locale.ROOT).format(time);
    }

    /** A time as the database writes it out; empty when it is none, such as one of year 0. */
    static Optional<LocalDateTime> read(String written) {
        try {
            return Optional.of(local(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
