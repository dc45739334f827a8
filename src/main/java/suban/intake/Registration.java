package suban.intake;

import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.ledger.Channel;
import suban.ledger.Ground;
import suban.ledger.Timeline;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** A complaint as it is handed in, checked: every problem is named at once, by its field, in Chinese. */
record Registration(
        Channel channel,
        String externalId,
        String enterpriseName,
        String creditCode,
        String newCity,
        String contactName,
        String contactPhone,
        String contactEmail,
        String title,
        String content,
        String demandType,
        Ground declaredGround,
        String receivedBy,
        String orderNumber,
        Instant orderDueAt,
        boolean noComplainant,
        boolean confidential) {

    /** Units that collect complaints themselves and coordinate them first (Article 7(4)(5)). */
    static final Set<UnitKind> COORDINATING =
            Set.of(UnitKind.DEPARTMENT, UnitKind.NEW_CITY, UnitKind.NEW_CITY_DEPARTMENT, UnitKind.TOWN);

    static final Set<Channel> COLLECTING = Set.of(Channel.CAMPAIGN, Channel.UNIT);

    /** What a unit that is no office may take in: its own, and what it asks the office to coordinate (Articles 6(6), 7(4)(5)). */
    static final Set<Channel> OF_UNITS = Set.of(Channel.CAMPAIGN, Channel.UNIT, Channel.DEPARTMENT);

    /**
     * Reads and checks the values; throws one {@link InvalidInput} with all that is wrong.
     *
     * @param demandTypes the demands there are (Article 3): what the start form lets people choose
     */
    static Registration of(FormValues form, Organisation organisation, Collection<String> demandTypes) {
        Reader read = new Reader(form, organisation, demandTypes);
        Channel channel = read.channel();
        Registration registration = new Registration(
                channel,
                read.optional("externalId", "外部编号", 120),
                read.text("enterpriseName", "企业名称", 2, 200),
                read.creditCode(),
                read.newCity(),
                read.text("contactName", "联系人", 1, 50),
                read.phone(),
                read.email(),
                read.text("title", "标题", 2, 100),
                read.paragraphs("content", "投诉内容", 2, 5000),
                read.demandType(),
                read.ground(),
                read.receivedBy(channel),
                read.orderNumber(channel),
                read.orderDueAt(channel),
                read.noComplainant(channel),
                form.flag("confidential"));
        read.refuseIfAny();
        return registration;
    }

    /** Tells one content from another: the same content under the same external id is the same complaint. */
    String contentHash() {
        return Timeline.sha256(String.join(
                "\u001f",
                Arrays.asList(
                                channel,
                                enterpriseName,
                                creditCode,
                                newCity,
                                contactName,
                                contactPhone,
                                contactEmail,
                                title,
                                content,
                                demandType,
                                declaredGround,
                                receivedBy,
                                orderNumber,
                                orderDueAt,
                                noComplainant,
                                confidential)
                        .stream()
                        .map(String::valueOf)
                        .toList()));
    }

    private static final class Reader {

        private final FormValues form;
        private final Organisation organisation;
        private final Collection<String> demandTypes;
        private final List<FieldError> errors = new ArrayList<>();

        Reader(FormValues form, Organisation organisation, Collection<String> demandTypes) {
            this.form = form;
            this.organisation = organisation;
            this.demandTypes = demandTypes;
        }

        private void refuse(String field, String message) {
            errors.add(new FieldError(field, message));
        }

        void refuseIfAny() {
            if (!errors.isEmpty()) {
                throw new InvalidInput(errors);
            }
        }

        /** One line; null where there is none or it is too long to look at any further. */
        String optional(String key, String label, int most) {
            String value = shortEnough(key, label, most);
            if (value != null && !FormValues.isOneLine(value)) {
                refuse(key, label + "：不能换行");
                return null;
            }
            return value;
        }

        private String shortEnough(String key, String label, int most) {
            String value = form.text(key);
            if (value != null && value.codePointCount(0, value.length()) > most) {
                refuse(key, "%s：不能超过%d个字".formatted(label, most));
                return null;
            }
            return value;
        }

        String text(String key, String label, int least, int most) {
            return longEnough(key, label, least, optional(key, label, most));
        }

        String paragraphs(String key, String label, int least, int most) {
            return longEnough(key, label, least, shortEnough(key, label, most));
        }

        private String longEnough(String key, String label, int least, String value) {
            if (form.text(key) == null) {
                refuse(key, label + "：必填");
            } else if (value != null && value.codePointCount(0, value.length()) < least) {
                refuse(key, "%s：不能少于%d个字".formatted(label, least));
            }
            return value;
        }

        Channel channel() {
            String value = form.text("channel");
            if (value == null) {
                refuse("channel", "收到渠道：必填");
                return null;
            }
            try {
                Channel channel = Channel.valueOf(value);
                if (channel == Channel.HOTLINE) {
                    refuse("channel", "收到渠道：12345热线投诉只能通过台账导入");
                }
                return channel;
            } catch (IllegalArgumentException e) {
                refuse("channel", "收到渠道：没有该选项");
                return null;
            }
        }

        String creditCode() {
            String value = form.text("creditCode");
            if (value != null && !CreditCode.isValid(value)) {
                refuse("creditCode", "统一社会信用代码：格式或校验码不正确（18位半角字符）");
            }
            return value;
        }

        String newCity() {
            String value = form.text("newCity");
            if (value == null) {
                refuse("newCity", "所属新城：必填");
            } else if (organisation.find(value).map(Unit::kind).orElse(null) != UnitKind.NEW_CITY) {
                refuse("newCity", "所属新城：没有该新城");
            }
            return value;
        }

        String phone() {
            String value = text("contactPhone", "联系电话", 1, 20);
            if (value != null && !value.matches("1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")) {
                refuse("contactPhone", "联系电话：应为11位手机号或带区号的座机");
            }
            return value;
        }

        String email() {
            String value = optional("contactEmail", "电子邮箱", 100);
            if (value != null && !value.matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}")) {
                refuse("contactEmail", "电子邮箱：格式不正确");
            }
            return value;
        }

        String demandType() {
            String value = form.text("demandType");
            if (value == null) {
                refuse("demandType", "诉求类型：必填");
            } else if (!demandTypes.contains(value)) {
                refuse("demandType", "诉求类型：没有该选项");
            }
            return value;
        }

        Ground ground() {
            String value = form.text("declaredGround", "NONE");
            try {
                return Ground.valueOf(value);
            } catch (IllegalArgumentException e) {
                refuse("declaredGround", "是否已进入其他程序或涉密：没有该选项");
                return null;
            }
        }

        String receivedBy(Channel channel) {
            String value = form.text("receivedBy");
            if (value == null && channel != null && COLLECTING.contains(channel)) {
                refuse("receivedBy", "收到的单位：" + channel.label() + "的投诉必填，由该单位先行协调");
            } else if (value != null) {
                UnitKind kind = organisation.find(value).map(Unit::kind).orElse(null);
                if (kind == null) {
                    refuse("receivedBy", "收到的单位：没有该单位");
                } else if (channel != null && COLLECTING.contains(channel) && !COORDINATING.contains(kind)) {
                    refuse("receivedBy", "收到的单位：只能是部门、新城或镇街");
                }
            }
            return value;
        }

        String orderNumber(Channel channel) {
            String value = optional("orderNumber", "交办文号", 60);
            if (form.text("orderNumber") == null && channel == Channel.SUPERIOR) {
                refuse("orderNumber", "交办文号：上级交办的投诉必填");
            }
            onlyOfOrders("orderNumber", "交办文号", channel);
            return value;
        }

        private void onlyOfOrders(String key, String label, Channel channel) {
            if (form.text(key) != null && channel != null && channel != Channel.SUPERIOR) {
                refuse(key, label + "：只有上级交办的投诉可以填写");
            }
        }

        /** An order from above may come without a complainant; the ordering body stands in its place (Articles 2, 6(7)). */
        boolean noComplainant(Channel channel) {
            boolean value = form.flag("noComplainant");
            if (value) {
                onlyOfOrders("noComplainant", "上级交办无投诉人", channel);
            }
            return value;
        }

        Instant orderDueAt(Channel channel) {
            String value = form.text("orderDueAt");
            if (value == null) {
                return null;
            }
            onlyOfOrders("orderDueAt", "交办要求的办结日期", channel);
            try {
                Instant due = value.length() == 10
                        ? java.time.LocalDate.parse(value)
                                .atTime(LocalTime.of(18, 0))
                                .atZone(EngineClock.ZONE)
                                .toInstant()
                        : form.time("orderDueAt", "交办要求的办结日期").toInstant();
                int year = due.atZone(EngineClock.ZONE).getYear();
                if (year < 2000 || year > 2099) {
                    refuse("orderDueAt", "交办要求的办结日期：须在2000年至2099年之间");
                    return null;
                }
                return due;
            } catch (InvalidInput | DateTimeParseException e) {
                refuse("orderDueAt", "交办要求的办结日期：不是有效的日期时间");
                return null;
            }
        }
    }
}
