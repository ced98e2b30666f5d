"""Words that passwords are made of, in lower case: a compact list of our own making.

Gathered from what is generally known about the habits of people in China and elsewhere: pinyin of love and
luck, surnames and given names, animals, cities, teams, games, products, words for "password" and "admin".
"""

ENGLISH = """
password passwort passwd passcode pass pwd mypassword thepassword letmein letmeinnow login logon signin
access secret topsecret private master default guest user username test testing tester temp temporary demo
sample changeme changemenow change admin admins administrator adminadmin root superuser sysadmin system
manager operator support service helpdesk ticket tickets relay relaydesk welcome hello helloworld goodbye
iloveyou ilove loveyou loveme lovely lover love iloveu forever foreveryoung always princess prince queen king
angel baby babygirl babyboy honey sweetheart sweety darling sunshine moonlight starlight rainbow flower rose
butterfly dragon monkey tiger lion panda shadow ninja samurai wizard magic killer hunter ranger soldier
warrior knight batman superman spiderman ironman pokemon pikachu naruto starwars startrek matrix terminator
football baseball basketball soccer hockey tennis golf liverpool chelsea arsenal barcelona realmadrid
manchester juventus lakers yankees cowboys eagles steelers computer internet keyboard laptop windows linux
ubuntu debian microsoft google facebook twitter apple iphone samsung huawei xiaomi android oracle mysql
postgres server network cisco router switch firewall database backup whatever nothing something trustno
freedom liberty america canada london paris berlin tokyo singapore hongkong taiwan taipei china chinese
beijing shanghai shenzhen guangzhou summer winter spring autumn january february march april june july
august september october november december monday tuesday wednesday thursday friday saturday sunday
qwerty qwertz azerty asdf zxcv abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij aabbcc abcabc
michael jordan michelle jennifer jessica ashley daniel thomas robert william charlie george andrew joshua
matthew anthony jonathan christopher alexander nicholas benjamin samantha elizabeth amanda nicole hannah
purple orange yellow silver golden diamond crystal phoenix mercedes porsche ferrari harley corvette mustang
cookie chocolate banana cheese pepper ginger coffee whiskey family mother father brother sister friend
friends company office business money dollar million winner lucky success power energy peace happy smile
blessed jesus christ heaven church money123 letmein1 trustno1 passw0rd p4ssword qwe123 abc123 a1b2c3 admin123
root123 test123 user123 pass123 hello123 love123
"""
PINYIN = """
woaini woaini woaiwo woaiwojia woaizhongguo woainimen woaita wodemima mima mimamima wodeai wodeshijie aini
ainiyiwannian ainimen aishangni xiangni xihuanni baobei baobao baobeier qinaide laopo laogong laopolaogong
nihao nihaoma nihaoshijie ceshi guanliyuan yonghu xitong denglu xinmima jiumima jieli gongdan jieligongdan
kefu fuwu fuwutai gongsi zhongguo zhonghua zhongguoren beijing shanghai guangzhou shenzhen tianjin chongqing
chengdu hangzhou nanjing wuhan xian suzhou qingdao dalian xiamen changsha zhengzhou jinan shenyang haerbin
guangdong zhejiang jiangsu shandong sichuan hunan hubei henan hebei fujian taiwan xianggang aomen xinjiang
facai gongxifacai wanshiruyi xinnianhao xinniankuaile shengrikuaile yilupingan pingan pinganfu jixiang ruyi
xingfu xingfuyisheng kuaile kuaileyisheng jiayou nuli fendou chenggong shengli caiyuan haoyun hongyun dafa
yifa yibaifa jiankang meili meimei gege jiejie didi mama baba mamababa babamama jiaren pengyou tongxue
laoshi xuesheng xiaoxue zhongxue daxue gaokao kaoyan qinghua beida fudan jiaoda xiaozhu xiaomao xiaogou
xiaotu xiaobai xiaohei xiaoming xiaohong xiaogang xiaoli xiaoxiao xiaoxin xiaoyu dahai tiankong taiyang
yueliang xingxing meigui mudan lanhua juhua hehua putao pingguo xigua caomei mangguo niunai kafei huoguo
jiaozi baozi mianbao shuijiao longfeng zhulong feilong qinglong baihu zhuque xuanwu sunwukong zhubajie
tangseng shaseng wukong guanyu liubei zhangfei caocao zhugeliang diaochan xishi liangshanbo zhuyingtai
wang wangwei wangfang wanglei wangjing wangyan wangqiang li liwei lina lijing lijie liqiang liming lihua
zhang zhangwei zhangmin zhangjing zhangli zhanglei zhangqiang zhangsan lisi wangwu zhaoliu liu liuwei liuyang
liujie liuyan chen chenjing chenwei chenchen yang yangyang yangmi zhao zhaowei huang huangwei zhou zhoujielun
wu wuwei xu xuwei sun sunwei ma mawei mayun mahuateng zhu hu guo he gao lin luo zheng liang xie song tang
deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao
taobao tianmao alibaba alipay zhifubao tengxun tencent weixin wechat qqqq baidu jingdong wangyi sina weibo
douyin kuaishou bilibili huawei xiaomi zhongxing lianxiang haier gree meidi dingding feishu qiyeweixin
wangzherongyao yingxionglianmeng chuanyuehuoxian moshou menghuanxiyou damo long5201314 wo woshishui
woshini woshiwo nishishui nishiwode nishiwodeai buzhidao meiyou suibian haha hahaha hehe heihei xixi lala
lalala aaa aaaa qqq www asd qwe zxc qaz wsx edc abcd a aa ab qq zz xx ss ww
"""
NUMBERS = """
520 521 1314 5201314 1314520 5211314 13145200 52013140 521521 520520 13141314 3344520 3344521 5845211314
7758258 7758521 584520 584521 1573 1414 168 1688 518 5188 888 8888 88888 888888 88888888 666 6666 66666
666666 66666666 999 9999 99999 999999 147258 147258369 159357 159753 258369 258456 789456 789456123 741852
741852963 963852741 852456 321654 456789 123 1234 12345 123456 1234567 12345678 123456789 1234567890
0123456789 0987654321 987654321 87654321 7654321 654321 54321 4321 321 12 1 11 111 1111 11111 111111 112233
11223344 1122334455 123123 123321 1234321 12341234 123454321 121212 123abc 12345a 123456a 123456q 123qwe
1q2w3e 007 110 119 120 10086 10010 12306 95588 01 001 0 00 000 0000 00000 000000 100 1000 10000 101 123654
147 159 2 22 222 2222 3 33 333 4 5 55 555 5555 55555 555555 6 66 7 77 777 7777 8 88 9 99 69 2580 1212
1010 2020
"""
